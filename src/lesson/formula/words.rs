//! The words of the language: what stands behind a backslash.

use super::piece::Class;

/// A word and the sign that it is set as.
pub struct Word {
    pub name: &'static str,
    pub text: &'static str,
    pub class: Class,
    pub slanted: bool,
    pub is_large: bool,
}

const fn letter(name: &'static str, text: &'static str) -> Word {
    Word {
        name,
        text,
        class: Class::Ordinary,
        slanted: true,
        is_large: false,
    }
}

const fn sign(name: &'static str, text: &'static str, class: Class) -> Word {
    Word {
        name,
        text,
        class,
        slanted: false,
        is_large: false,
    }
}

const fn large(name: &'static str, text: &'static str) -> Word {
    Word {
        is_large: true,
        ..sign(name, text, Class::Spaced)
    }
}

/// Every word that stands for a sign.
pub const WORDS: [Word; 48] = [
    letter("alpha", "α"),
    letter("beta", "β"),
    letter("gamma", "γ"),
    letter("delta", "δ"),
    letter("varepsilon", "ε"),
    letter("epsilon", "ε"),
    letter("eta", "η"),
    letter("theta", "θ"),
    letter("lambda", "λ"),
    letter("mu", "μ"),
    letter("pi", "π"),
    letter("rho", "ρ"),
    letter("sigma", "σ"),
    letter("tau", "τ"),
    letter("phi", "φ"),
    sign("Sigma", "Σ", Class::Ordinary),
    sign("nabla", "∇", Class::Ordinary),
    sign("partial", "∂", Class::Ordinary),
    sign("infty", "∞", Class::Ordinary),
    sign("log", "log", Class::Spaced),
    sign("exp", "exp", Class::Ordinary),
    sign("div", "div", Class::Spaced),
    sign("tr", "tr", Class::Spaced),
    sign("min", "min", Class::Spaced),
    sign("max", "max", Class::Spaced),
    large("sum", "∑"),
    large("int", "∫"),
    sign("approx", "≈", Class::Relation),
    sign("le", "≤", Class::Relation),
    sign("ge", "≥", Class::Relation),
    sign("ne", "≠", Class::Relation),
    sign("sim", "~", Class::Relation),
    sign("propto", "∝", Class::Relation),
    sign("to", "→", Class::Relation),
    sign("leftarrow", "←", Class::Relation),
    sign("gets", "←", Class::Relation),
    sign("mid", "|", Class::Relation),
    sign("pm", "±", Class::Relation),
    sign("times", "×", Class::Relation),
    sign("cdot", "·", Class::Relation),
    sign("in", "∈", Class::Relation),
    sign("lVert", "‖", Class::Ordinary),
    sign("rVert", "‖", Class::Ordinary),
    sign("lvert", "|", Class::Ordinary),
    sign("rvert", "|", Class::Ordinary),
    sign("{", "{", Class::Ordinary),
    sign("}", "}", Class::Ordinary),
    sign("ldots", "…", Class::Ordinary),
];

/// Words that stand for a space, with its width out of 18.
pub const SPACES: [(&str, u8); 5] = [(",", 3), (":", 4), (";", 5), ("quad", 18), ("qquad", 36)];

/// Words that change how letters are set and take one group: their letters stand upright.
pub const UPRIGHT: [&str; 4] = ["mathbb", "mathrm", "text", "operatorname"];

/// Words that put a sign over one group.
pub const ACCENTS: [(&str, char); 4] = [
    ("hat", '^'),
    ("tilde", '~'),
    ("bar", '¯'),
    ("overline", '¯'),
];

/// Words that change nothing here.
pub const SILENT: [&str; 6] = ["left", "right", "big", "Big", "bigl", "bigr"];
