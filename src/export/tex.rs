//! Captions for LaTeX.

/// `paragraphs` as a `\caption{...}`: signs that mean something to LaTeX are escaped, and those that its usual fonts
/// lack stand in mathematics.
pub fn caption_tex(paragraphs: &[String]) -> String {
    format!("\\caption{{{}}}\n", escaped(&paragraphs.join(" ")))
}

fn escaped(text: &str) -> String {
    let mut tex = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => tex.push_str("\\textbackslash{}"),
            '~' => tex.push_str("\\textasciitilde{}"),
            '^' => tex.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => tex.extend(['\\', character]),
            '\u{a0}' | '\u{202f}' => tex.push('~'),
            '√' => {
                // The root of a sign or of what stands in brackets.
                let under = match characters.next_if_eq(&'(') {
                    Some(_) => characters.by_ref().take_while(|c| *c != ')').collect(),
                    None => characters.next().map_or_else(String::new, String::from),
                };
                let under = if under == "|" {
                    let rest: String = characters.by_ref().take_while(|c| *c != '|').collect();
                    format!("|{rest}|")
                } else {
                    under
                };
                let inside = escaped(&under).replace('$', "");
                tex.push_str(&format!("$\\sqrt{{{inside}}}$"));
            }
            other => match in_mathematics(other) {
                Some(sign) => tex.push_str(&format!("${sign}$")),
                None => tex.push(other),
            },
        }
    }
    // Signs that follow each other are one formula.
    tex.replace("$$", " ")
}

/// What LaTeX calls a sign in mathematics.
fn in_mathematics(sign: char) -> Option<&'static str> {
    Some(match sign {
        'α' => "\\alpha",
        'β' => "\\beta",
        'ε' => "\\varepsilon",
        'η' => "\\eta",
        'θ' => "\\theta",
        'μ' => "\\mu",
        'π' => "\\pi",
        'ρ' => "\\rho",
        'σ' => "\\sigma",
        'Σ' => "\\Sigma",
        'τ' => "\\tau",
        '∇' => "\\nabla",
        '∫' => "\\int",
        '−' => "-",
        '±' => "\\pm",
        '×' => "\\times",
        '·' => "\\cdot",
        '←' => "\\leftarrow",
        '→' => "\\to",
        '≤' => "\\le",
        '≥' => "\\ge",
        '≈' => "\\approx",
        '²' => "^2",
        '³' => "^3",
        '₂' => "_2",
        '°' => "^\\circ",
        '½' => "\\frac{1}{2}",
        '¼' => "\\frac{1}{4}",
        '|' => "|",
        '<' => "<",
        '>' => ">",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_latex_is_escaped_and_signs_become_mathematics() {
        let tex = |text: &str| caption_tex(&[text.to_owned()]);
        assert_eq!(tex("20 % of A_1 & B"), "\\caption{20 \\% of A\\_1 \\& B}\n");
        assert_eq!(tex("σ\u{a0}=\u{a0}0.1"), "\\caption{$\\sigma$~=~0.1}\n");
        assert_eq!(tex("grows as √|s|"), "\\caption{grows as $\\sqrt{|s|}$}\n");
        assert_eq!(
            tex("√(2ετ) z"),
            "\\caption{$\\sqrt{2\\varepsilon \\tau}$ z}\n"
        );
        assert_eq!(tex("{\\}"), "\\caption{\\{\\textbackslash{}\\}}\n");
    }

    #[test]
    fn every_dollar_has_its_partner() {
        let text = "x\u{a0}←\u{a0}x\u{a0}+\u{a0}ε\u{a0}s(x,\u{a0}σ) ¼\u{a0}√(|s|²\u{a0}+\u{a0}E|s|²), −18.7°, |sθ − s| ≤ ∫ p";
        let tex = caption_tex(&[text.to_owned()]);
        assert_eq!(tex.matches('$').count() % 2, 0, "{tex}");
        assert!(tex.is_ascii(), "{tex}");
    }
}
