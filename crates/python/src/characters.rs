//! Names and kinds of characters, for `rare/unicodedata.py`: what RustPython has for texts themselves.

#[rustpython_vm::pymodule(name = "_loopscope_characters")]
pub(crate) mod module {
    use rustpython_unicode::data::{LookupResult, Ucd, character_name, lookup_name, unicode_version};
    use rustpython_vm::VirtualMachine;
    use rustpython_vm::builtins::PyStrRef;

    #[pyattr]
    fn version(_vm: &VirtualMachine) -> String {
        unicode_version()
    }

    /// The text that has this name.
    #[pyfunction]
    fn lookup(name: PyStrRef) -> Option<String> {
        match lookup_name(name.to_str()?)? {
            LookupResult::Character(character) => Some(character.to_string()),
            LookupResult::Sequence(_) => None,
        }
    }

    /// A character's name.
    #[pyfunction]
    fn name(character: PyStrRef) -> Option<String> {
        character_name(character.to_str()?.chars().next()?)
    }

    /// Its general category.
    #[pyfunction]
    fn category(character: PyStrRef) -> &'static str {
        character.as_wtf8().code_points().next().map_or("Cn", |character| Ucd::new(true).category(character))
    }
}
