//! Choices by name: enums whose variants are written in files and behind options.

use serde::de::{Deserializer, Error, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// One of a few, written by its name. [`choices!`](crate::wording::choices) implements it.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every variant, in the order in which they are listed.
    fn all() -> &'static [Self];

    /// As it is written in files and on the command line.
    fn name(self) -> &'static str;

    /// The variant that is written so.
    fn of_name(name: &str) -> Option<Self> {
        let mut all = Self::all().iter().copied();
        all.find(|choice| choice.name() == name)
    }
}

/// "a, b or c".
pub fn either<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    match &names[..] {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [others @ .., last] => format!("{} or {last}", others.join(", ")),
    }
}

/// Gives an enum without data the list `ALL` of its variants. The compiler says which one it lacks.
macro_rules! every {
    ($Choice:ident: $($Variant:ident),+ $(,)?) => {
        impl $Choice {
            /// Every variant, in the order in which they are listed.
            pub const ALL: [Self; [$(Self::$Variant),+].len()] = {
                const fn listed(choice: $Choice) -> $Choice {
                    match choice {
                        $($Choice::$Variant => $Choice::$Variant),+
                    }
                }
                [$(listed(Self::$Variant)),+]
            };
        }
    };
}
pub(crate) use every;

/// Makes an enum without data a [`Choice`]: with the list `ALL`, and with its method `name` as the form
/// in files.
macro_rules! choices {
    ($Choice:ident: $($Variant:ident),+ $(,)?) => {
        $crate::wording::every!($Choice: $($Variant),+);

        impl $crate::wording::Choice for $Choice {
            fn all() -> &'static [Self] {
                &Self::ALL
            }

            fn name(self) -> &'static str {
                $Choice::name(self)
            }
        }

        impl serde::Serialize for $Choice {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $Choice {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::wording::read_choice(from)
            }
        }
    };
}
pub(crate) use choices;

/// The choice whose name stands in a file.
///
/// # Errors
/// When there is no text, or no choice of that name; the error lists all names.
pub fn read_choice<'de, T: Choice, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_str(Named(PhantomData))
}

/// Reads the name of a `T`.
struct Named<T>(PhantomData<T>);

impl<T: Choice> Visitor<'_> for Named<T> {
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a name in quotes")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<T, E> {
        T::of_name(name).ok_or_else(|| {
            let names: Vec<String> = T::all()
                .iter()
                .map(|choice| format!("`{}`", choice.name()))
                .collect();
            let names = match &names[..] {
                [first, second] => format!("{first} or {second}"),
                names => format!("one of {}", names.join(", ")),
            };
            // In serde's words, so that files say the same of all that is unknown.
            E::custom(format_args!("unknown variant `{name}`, expected {names}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Drink {
        Tea,
        GreenTea,
    }

    impl Drink {
        fn name(self) -> &'static str {
            match self {
                Self::Tea => "tea",
                Self::GreenTea => "green-tea",
            }
        }
    }

    choices!(Drink: Tea, GreenTea);

    #[test]
    fn a_choice_is_written_and_read_by_its_name() {
        for drink in Drink::ALL {
            let written = serde_json::to_string(&drink).unwrap();
            assert_eq!(written, format!("{:?}", drink.name()));
            assert_eq!(serde_json::from_str::<Drink>(&written).unwrap(), drink);
        }
        let refused = |text| serde_json::from_str::<Drink>(text).unwrap_err().to_string();
        assert!(refused("\"beer\"").contains("`beer`, expected `tea` or `green-tea`"));
        assert!(refused("3").contains("expected a name in quotes"));
    }

    #[test]
    fn names_are_listed_as_a_sentence_reads() {
        let said = |names: &[&'static str]| either(names.iter().copied());
        assert_eq!(said(&["ve", "ve-rho", "ddpm"]), "ve, ve-rho or ddpm");
        assert_eq!(said(&["ve", "ve-rho"]), "ve or ve-rho");
        assert_eq!((said(&["ve"]), said(&[])), ("ve".to_owned(), String::new()));
    }
}
