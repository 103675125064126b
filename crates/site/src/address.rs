//! Where the site lies: what `--base` says of it.

/// The site's address.
pub(crate) struct Base<'a> {
    /// As it was given.
    given: &'a str,
}

impl<'a> Base<'a> {
    pub(crate) fn new(given: &'a str) -> Self {
        Base { given }
    }

    /// The whole address, if it is known: scheme and host too.
    pub(crate) fn origin(&self) -> Option<&'a str> {
        self.given.contains("://").then_some(self.given)
    }

    /// Its path on the host.
    pub(crate) fn path(&self) -> &'a str {
        match self.given.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("/", |slash| &rest[slash..]),
            None => self.given,
        }
    }

    /// A page's or file's address, as much of it as is known.
    pub(crate) fn of(&self, path: &str) -> String {
        let slash = if self.given.ends_with('/') { "" } else { "/" };
        [self.given, slash, path].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::Base;

    #[test]
    fn with_a_host_and_without() {
        let base = Base::new("https://example.org/a/b/");
        assert_eq!((base.origin(), base.path()), (Some("https://example.org/a/b/"), "/a/b/"));
        assert_eq!(base.of("zh/"), "https://example.org/a/b/zh/");
        assert_eq!(Base::new("https://example.org").path(), "/");
        assert_eq!(Base::new("https://example.org").of("zh/"), "https://example.org/zh/");
        assert_eq!((Base::new("/a/").origin(), Base::new("/a/").path()), (None, "/a/"));
    }
}
