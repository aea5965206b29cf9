//! Enums of which every value can be listed.

/// An enum of which every value can be listed; what a variant carries is itself listed.
macro_rules! listed {
    ($(#[$meta:meta])* $Name:ident: $($Variant:ident $(($Carried:ty))?,)+) => {
        $(#[$meta])*
        pub enum $Name {
            $($Variant $(($Carried))?,)+
        }

        impl $Name {
            /// Every one of them, in the order in which they are listed.
            pub fn every() -> Vec<Self> {
                [$(listed!(@values $Name $Variant $(($Carried))?)),+].concat()
            }
        }
    };
    (@values $Name:ident $Variant:ident) => {
        vec![$Name::$Variant]
    };
    (@values $Name:ident $Variant:ident ($Carried:ty)) => {
        <$Carried>::ALL.into_iter().map($Name::$Variant).collect::<Vec<$Name>>()
    };
}

pub(super) use listed;
