//! The table from which the record kinds are made: `kinds!` writes [`Kind`](crate::trace::Kind), its names, its list and
//! its form as numbers from one line a kind, so that nothing of a kind can be forgotten. `fields!` does the same for what
//! stands in a record and is one of several things.
//!
//! ```text
//!   trace.rs: kinds! { 5 "iteration-begin" IterationBegin { ready: u32, due: u32 }; … }
//!      ├─► enum Kind                           what the executor records and everybody matches on
//!      ├─► Kind::NAMES, Kind::name()           in JSON, in messages
//!      ├─► Kind::pack(), Kind::unpack()        over there and back: a number for the kind, four for what it holds
//!      ├─► Kind::parts()                       what it holds, by name, for who shows records without knowing their kind
//!      └─► Kind::samples()                     one of each, with everything that can stand in it: what tests go over
//! ```

use crate::trace::Part;

/// Something that stands in a record kind, as numbers.
pub(crate) trait Field: Sized {
    /// How many numbers it takes.
    const WIDTH: usize;
    /// Writes itself into exactly so many.
    #[cfg(any(test, feature = "serde"))]
    fn put(self, numbers: &mut [u64]);
    /// What these numbers, exactly so many, say; `None` when they say nothing.
    #[cfg(any(test, feature = "serde"))]
    fn take(numbers: &[u64]) -> Option<Self>;
    /// What it is.
    fn part(self) -> Part;
    /// Every variant of it, with numbers at their ends.
    #[cfg(any(test, feature = "samples"))]
    fn samples() -> Vec<Self>;
}

/// How many numbers a kind may hold.
pub(crate) const MOST: usize = 4;

impl Field for u32 {
    const WIDTH: usize = 1;

    #[cfg(any(test, feature = "serde"))]
    fn put(self, numbers: &mut [u64]) {
        numbers[0] = self.into();
    }

    #[cfg(any(test, feature = "serde"))]
    fn take(numbers: &[u64]) -> Option<Self> {
        Self::try_from(*numbers.first()?).ok()
    }

    fn part(self) -> Part {
        Part::Number(self.into())
    }

    #[cfg(any(test, feature = "samples"))]
    fn samples() -> Vec<Self> {
        vec![0, 7, Self::MAX]
    }
}

impl Field for u64 {
    const WIDTH: usize = 1;

    #[cfg(any(test, feature = "serde"))]
    fn put(self, numbers: &mut [u64]) {
        numbers[0] = self;
    }

    #[cfg(any(test, feature = "serde"))]
    fn take(numbers: &[u64]) -> Option<Self> {
        numbers.first().copied()
    }

    fn part(self) -> Part {
        Part::Number(self)
    }

    #[cfg(any(test, feature = "samples"))]
    fn samples() -> Vec<Self> {
        vec![0, Self::MAX]
    }
}

/// Makes [`Kind`](crate::trace::Kind): for each kind its number in the packed form, its name in JSON, and what it holds. A number is
/// never given to another kind while programs of two builds may talk to each other; they say so themselves when they do.
macro_rules! kinds {
    (
        $(#[$about:meta])*
        $vis:vis enum $kinds:ident {
            $(
                $(#[$doc:meta])*
                $code:literal $name:literal $kind:ident
                $( ( $inner:ty ) )?
                $( { $( $(#[$field_doc:meta])* $field:ident : $of:ty ),* $(,)? } )?
            ;)*
        }
    ) => {
        $(#[$about])*
        $vis enum $kinds {
            $( $(#[$doc])* $kind $( ($inner) )? $( { $( $(#[$field_doc])* $field: $of ),* } )? ),*
        }

        // What does not fit does not compile.
        $( const _: () = {
            let width = 0 $( + <$inner as $crate::kinds::Field>::WIDTH )? $( $( + <$of as $crate::kinds::Field>::WIDTH )* )?;
            assert!($crate::kinds::MOST.checked_sub(width).is_some(), "a kind holds four numbers at most");
        }; )*

        impl $kinds {
            /// Every kind's name, in the order of the table.
            pub const NAMES: &[&'static str] = &[ $( $name ),* ];

            /// Its name, in kebab case.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $( kinds!(@any $kinds $kind $( ($inner) )? $( { $($field),* } )?) => $name ),*
                }
            }

            /// As numbers: that of the kind, and those of what it holds, 0 where it holds less.
            #[cfg(any(test, feature = "serde"))]
            pub(crate) fn pack(self) -> [u64; 1 + $crate::kinds::MOST] {
                let mut numbers = [0; 1 + $crate::kinds::MOST];
                // Each field takes its numbers off the front of what is left.
                let (code, _left) = numbers.split_at_mut(1);
                match self {
                    $(
                        kinds!(@bind inner $kinds $kind $( ($inner) )? $( { $($field),* } )?) => {
                            code[0] = $code;
                            $( kinds!(@put _left inner $inner); )?
                            $( $( let _left = kinds!(@put _left $field $of); )* )?
                        }
                    )*
                }
                numbers
            }

            /// The kind that these numbers say; `None` when they say none.
            #[cfg(any(test, feature = "serde"))]
            pub(crate) fn unpack(numbers: [u64; 1 + $crate::kinds::MOST]) -> Option<Self> {
                let mut _left = &numbers[1..];
                Some(match numbers[0] {
                    $( $code => kinds!(@take _left $kinds $kind $( ($inner) )? $( { $($field : $of),* } )?), )*
                    _ => return None,
                })
            }

            /// What it holds, under the names of the table and in its order; what stands there alone has no name.
            #[must_use]
            pub fn parts(self) -> Vec<(&'static str, $crate::trace::Part)> {
                match self {
                    $(
                        kinds!(@bind inner $kinds $kind $( ($inner) )? $( { $($field),* } )?) => vec![
                            $( ("", <$inner as $crate::kinds::Field>::part(inner)) )?
                            $( $( (stringify!($field), <$of as $crate::kinds::Field>::part($field)) ),* )?
                        ],
                    )*
                }
            }

            /// One of each, with everything that can stand in it.
            #[cfg(any(test, feature = "samples"))]
            #[must_use]
            pub fn samples() -> Vec<Self> {
                let mut samples = Vec::new();
                $( kinds!(@samples samples $kinds $kind $( ($inner) )? $( { $($field : $of),* } )?); )*
                samples
            }
        }
    };

    (@any $all:ident $one:ident) => { $all::$one };
    (@any $all:ident $one:ident ( $inner:ty )) => { $all::$one(..) };
    (@any $all:ident $one:ident { $($field:ident),* }) => { $all::$one { .. } };

    (@bind $inner_name:ident $all:ident $one:ident) => { $all::$one };
    (@bind $inner_name:ident $all:ident $one:ident ( $inner:ty )) => { $all::$one($inner_name) };
    (@bind $inner_name:ident $all:ident $one:ident { $($field:ident),* }) => { $all::$one { $($field),* } };

    (@put $left:ident $value:ident $of:ty) => {{
        let (own, left) = $left.split_at_mut(<$of as $crate::kinds::Field>::WIDTH);
        $crate::kinds::Field::put($value, own);
        left
    }};

    (@take $left:ident $all:ident $one:ident) => { $all::$one };
    (@take $left:ident $all:ident $one:ident ( $inner:ty )) => {
        $all::$one(kinds!(@next $left $inner))
    };
    (@take $left:ident $all:ident $one:ident { $($field:ident : $of:ty),* }) => {
        // Fields are taken in the order in which they stand here.
        $all::$one { $($field: kinds!(@next $left $of)),* }
    };
    (@next $left:ident $of:ty) => {{
        let (own, left) = $left.split_at(<$of as $crate::kinds::Field>::WIDTH);
        $left = left;
        <$of as $crate::kinds::Field>::take(own)?
    }};

    (@samples $samples:ident $all:ident $one:ident) => { $samples.extend([$all::$one]) };
    (@samples $samples:ident $all:ident $one:ident ( $inner:ty )) => {
        $samples.extend(<$inner as $crate::kinds::Field>::samples().into_iter().map($all::$one))
    };
    (@samples $samples:ident $all:ident $one:ident { $($field:ident : $of:ty),* }) => {
        // As many as its richest field has; the others begin anew.
        let most = [$(<$of as $crate::kinds::Field>::samples().len()),*].into_iter().max().unwrap_or(1);
        for at in 0..most {
            $( let all = <$of as $crate::kinds::Field>::samples(); let $field = all[at % all.len()]; )*
            $samples.push($all::$one { $($field),* });
        }
    };
}

/// Makes a [`Field`] of an enum. `one`: it takes one number, the variant in its lowest `$bits` bits and what the variant holds
/// above them. `two`: it takes two, the variant and what it holds, which may then be any number. `as`: the [`Part`] that it is; else it
/// is one of several words.
macro_rules! fields {
    ($( one $bits:literal $name:ident $( as $part:ident )? { $( $tag:literal $variant:ident $( ( $inner:ty ) )? ),* $(,)? } )*) => { $(
        impl $crate::kinds::Field for $name {
            const WIDTH: usize = 1;

            #[cfg(any(test, feature = "serde"))]
            fn put(self, numbers: &mut [u64]) {
                numbers[0] = match self {
                    $( fields!(@bind inner $variant $( ($inner) )?) => $tag $( | fields!(@held inner $inner) << $bits )? ),*
                };
            }

            #[cfg(any(test, feature = "serde"))]
            fn take(numbers: &[u64]) -> Option<Self> {
                let number = *numbers.first()?;
                let _held = number >> $bits;
                match number & ((1 << $bits) - 1) {
                    $( $tag => fields!(@take _held $variant $( ($inner) )?), )*
                    _ => None,
                }
            }

            fn part(self) -> $crate::trace::Part {
                fields!(@part self { $( $part )? } $( $variant $( ($inner) )? ),*)
            }

            #[cfg(any(test, feature = "samples"))]
            fn samples() -> Vec<Self> {
                let mut samples = Vec::new();
                $( fields!(@samples samples $variant $( ($inner) )?); )*
                samples
            }
        }
    )* };

    ($( two $name:ident { $( $tag:literal $variant:ident ( $inner:ty ) ),* $(,)? } )*) => { $(
        impl $crate::kinds::Field for $name {
            const WIDTH: usize = 2;

            #[cfg(any(test, feature = "serde"))]
            fn put(self, numbers: &mut [u64]) {
                match self {
                    $( Self::$variant(inner) => {
                        numbers[0] = $tag;
                        $crate::kinds::Field::put(inner, &mut numbers[1..]);
                    } )*
                }
            }

            #[cfg(any(test, feature = "serde"))]
            fn take(numbers: &[u64]) -> Option<Self> {
                let (tag, held) = numbers.split_first()?;
                match *tag {
                    $( $tag => <$inner as $crate::kinds::Field>::take(held).map(Self::$variant), )*
                    _ => None,
                }
            }

            fn part(self) -> $crate::trace::Part {
                fields!(@part self {} $( $variant ($inner) ),*)
            }

            #[cfg(any(test, feature = "samples"))]
            fn samples() -> Vec<Self> {
                let mut samples = Vec::new();
                $( samples.extend(<$inner as $crate::kinds::Field>::samples().into_iter().map(Self::$variant)); )*
                samples
            }
        }
    )* };

    (@bind $held:ident $variant:ident) => { Self::$variant };
    (@bind $held:ident $variant:ident ( $inner:ty )) => { Self::$variant($held) };

    (@part $value:ident { $part:ident } $($rest:tt)*) => { $crate::trace::Part::$part($value) };
    (@part $value:ident {} $( $variant:ident $( ( $inner:ty ) )? ),*) => {
        match $value {
            $( fields!(@bind inner $variant $( ($inner) )?) => $crate::trace::Part::Word(
                stringify!($variant),
                fields!(@inner inner $( $inner )?),
            ) ),*
        }
    };
    (@inner $value:ident) => { None };
    (@inner $value:ident $inner:ty) => { Some(Box::new(<$inner as $crate::kinds::Field>::part($value))) };

    (@held $value:ident $inner:ty) => {{
        let mut held = [0];
        $crate::kinds::Field::put($value, &mut held);
        held[0]
    }};

    (@take $held:ident $variant:ident) => { ($held == 0).then_some(Self::$variant) };
    (@take $held:ident $variant:ident ( $inner:ty )) => {
        <$inner as $crate::kinds::Field>::take(&[$held]).map(Self::$variant)
    };

    (@samples $samples:ident $variant:ident) => { $samples.extend([Self::$variant]) };
    (@samples $samples:ident $variant:ident ( $inner:ty )) => {
        $samples.extend(<$inner as $crate::kinds::Field>::samples().into_iter().map(Self::$variant))
    };
}
