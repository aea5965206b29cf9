//! Reads TeX into pieces.

use super::lookup::meaning;
use super::piece::{Class, Piece, Sign};
use super::words::{ACCENTS, SILENT, SPACES, UPRIGHT, WORDS};
use crate::lesson::fault::LessonFault;
use crate::wording::quote;

/// Groups may stand inside each other so deep.
const DEEPEST: usize = 12;

struct Reader {
    letters: Vec<char>,
    at: usize,
    depth: usize,
    /// Whether what comes next stands at a beginning, where a minus is a sign and no operation.
    begins: bool,
    line: usize,
    column: usize,
}

/// The pieces of `tex`, which begins at `column` of `line`.
pub fn read(tex: &str, line: usize, column: usize) -> Result<Piece, LessonFault> {
    let mut reader = Reader {
        letters: tex.chars().collect(),
        at: 0,
        depth: 0,
        begins: true,
        line,
        column,
    };
    let row = reader.row()?;
    match reader.next() {
        None if row == Piece::Row(Vec::new()) => {
            Err(reader.fault(0, "the formula is empty; write one between the $ signs"))
        }
        None => Ok(row),
        Some(_) => {
            let at = reader.at - 1;
            Err(reader.fault(
                at,
                "a } closes nothing; take it away or open a group before it",
            ))
        }
    }
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += 1;
        Some(letter)
    }

    /// Whether `word` was read last.
    fn ends_with(&self, word: &str) -> bool {
        let read = self.letters[..self.at].iter().rev();
        word.chars().rev().eq(read.take(word.len()).copied())
    }

    fn skip_blank(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn fault(&self, at: usize, message: impl Into<String>) -> LessonFault {
        LessonFault::at(self.line, self.column + at, message)
    }

    /// Pieces up to the end or to a } that is left there.
    fn row(&mut self) -> Result<Piece, LessonFault> {
        let mut pieces = Vec::new();
        self.begins = true;
        loop {
            self.skip_blank();
            match self.peek() {
                None | Some('}') => return Ok(Piece::Row(pieces)),
                Some(_) => {}
            }
            let begin = self.at;
            let Some(base) = self.atom()? else {
                continue;
            };
            self.begins = match &base {
                Piece::Sign(sign) => {
                    sign.class != Class::Ordinary
                        || ["(", "[", "{"].contains(&&*sign.text)
                        || self.ends_with("\\lVert")
                        || self.ends_with("\\lvert")
                }
                Piece::Space(_) => self.begins,
                Piece::Row(_)
                | Piece::Fraction(..)
                | Piece::Script { .. }
                | Piece::Root(_)
                | Piece::Accent(..)
                | Piece::Marked(..) => false,
            };
            pieces.push(self.scripted(base, begin)?);
        }
    }

    /// `base` with the indices behind it and what both stand for.
    fn scripted(&mut self, base: Piece, begin: usize) -> Result<Piece, LessonFault> {
        let [mut below, mut above] = [None, None];
        loop {
            self.skip_blank();
            let Some(mark) = self.peek().filter(|mark| "_^".contains(*mark)) else {
                break;
            };
            let at = self.at;
            self.at += 1;
            let index = if mark == '_' { &mut below } else { &mut above };
            if index.is_some() {
                let message =
                    format!("a second {mark} at the same letter; put both into one group");
                return Err(self.fault(at, message));
            }
            let piece = self.argument(at, &format!("{mark} needs an index behind it"))?;
            *(if mark == '_' { &mut below } else { &mut above }) = Some(Box::new(piece));
        }
        if (below.is_some() || above.is_some())
            && matches!(&base, Piece::Row(pieces) if pieces.is_empty())
        {
            return Err(self.fault(
                begin,
                "an index belongs to nothing; write a letter before it",
            ));
        }
        let found = meaning(&base, below.as_deref());
        let whole = if below.is_none() && above.is_none() {
            base
        } else {
            Piece::Script {
                base: Box::new(base),
                below,
                above,
            }
        };
        Ok(match found {
            Some(meaning) => Piece::Marked(meaning, Box::new(whole)),
            None => whole,
        })
    }

    /// A group or a single sign; `lacks` is said where there is none.
    fn argument(&mut self, at: usize, lacks: &str) -> Result<Piece, LessonFault> {
        self.skip_blank();
        let begin = self.at;
        let atom = match self.peek() {
            None | Some('}' | '_' | '^') => None,
            Some(_) => self.atom()?,
        };
        match atom {
            None => Err(self.fault(at, format!("{lacks}; write a letter or a group in braces"))),
            Some(piece @ Piece::Sign(_)) => match meaning(&piece, None) {
                Some(meaning) => Ok(Piece::Marked(meaning, Box::new(piece))),
                None => Ok(piece),
            },
            Some(Piece::Row(pieces)) if pieces.is_empty() => {
                Err(self.fault(begin, format!("{lacks}; the group is empty")))
            }
            Some(piece) => Ok(piece),
        }
    }

    /// One sign, group or command; `None` for what is not seen.
    fn atom(&mut self) -> Result<Option<Piece>, LessonFault> {
        let at = self.at;
        let Some(letter) = self.next() else {
            return Ok(None);
        };
        match letter {
            '{' => self.group(at).map(Some),
            '\\' => self.command(at),
            '_' | '^' => {
                Err(self.fault(at, "an index belongs to nothing; write a letter before it"))
            }
            '$' | '&' | '#' | '%' => {
                let message = format!("{letter} does not belong into a formula; take it away");
                Err(self.fault(at, message))
            }
            _ => Ok(Some(self.plain(letter))),
        }
    }

    fn group(&mut self, at: usize) -> Result<Piece, LessonFault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fault(at, "groups stand too deep in each other; write it flatter"));
        }
        let inside = self.row()?;
        self.depth -= 1;
        if self.next() != Some('}') {
            return Err(self.fault(at, "this { is never closed; add a } behind its end"));
        }
        Ok(inside)
    }

    fn plain(&mut self, letter: char) -> Piece {
        let mut text = letter.to_string();
        if letter.is_ascii_digit() {
            while let Some(next) = self.peek().filter(|c| c.is_ascii_digit() || *c == '.') {
                text.push(next);
                self.at += 1;
            }
        }
        let is_sign = self.begins && "+-".contains(letter);
        let class = match letter {
            _ if is_sign => Class::Ordinary,
            '=' | '+' | '-' | '<' | '>' => Class::Relation,
            ',' | ';' | ':' => Class::Spaced,
            _ => Class::Ordinary,
        };
        if letter == '-' {
            text = "−".to_owned();
        }
        Piece::Sign(Sign {
            text,
            slanted: letter.is_alphabetic(),
            class,
            is_large: false,
        })
    }

    fn command(&mut self, at: usize) -> Result<Option<Piece>, LessonFault> {
        let mut name = String::new();
        while let Some(letter) = self.peek().filter(char::is_ascii_alphabetic) {
            name.push(letter);
            self.at += 1;
        }
        if name.is_empty() {
            match self.next() {
                Some(letter) => name.push(letter),
                None => return Err(self.fault(at, "a \\ ends the formula; write a word behind it")),
            }
        }
        if SILENT.contains(&&*name) {
            return Ok(None);
        }
        if let Some((_, width)) = SPACES.iter().find(|(space, _)| *space == name) {
            return Ok(Some(Piece::Space(*width)));
        }
        if let Some(word) = WORDS.iter().find(|word| word.name == name) {
            return Ok(Some(Piece::Sign(Sign {
                text: word.text.to_owned(),
                slanted: word.slanted,
                class: word.class,
                is_large: word.is_large,
            })));
        }
        if let Some((_, sign)) = ACCENTS.iter().find(|(accent, _)| *accent == name) {
            let inside = self.argument(at, &format!("\\{name} needs something under it"))?;
            return Ok(Some(Piece::Accent(*sign, Box::new(inside))));
        }
        if UPRIGHT.contains(&&*name) {
            return self.upright(at, &name).map(Some);
        }
        match &*name {
            "frac" => {
                let [above, below] = ["what is above", "what is below"]
                    .map(|part| self.argument(at, &format!("\\frac lacks {part} its line")));
                Ok(Some(Piece::Fraction(Box::new(above?), Box::new(below?))))
            }
            "sqrt" => {
                let inside = self.argument(at, "\\sqrt needs something under it")?;
                Ok(Some(Piece::Root(Box::new(inside))))
            }
            _ => {
                let names = WORDS.iter().map(|word| word.name).chain(["frac", "sqrt"]);
                let nearest = names.max_by(|a, b| {
                    let near = |known: &str| strsim::jaro_winkler(known, &name);
                    near(a).total_cmp(&near(b))
                });
                let message = format!(
                    "unknown command \\{}; did you mean \\{}?",
                    quote(&name),
                    nearest.unwrap_or("sigma")
                );
                Err(self.fault(at, message))
            }
        }
    }

    /// Letters in braces that stand upright, with their spaces.
    fn upright(&mut self, at: usize, name: &str) -> Result<Piece, LessonFault> {
        self.skip_blank();
        let letters = &self.letters[self.at..];
        let end = letters.iter().position(|letter| *letter == '}');
        let (Some('{'), Some(end)) = (letters.first(), end) else {
            let message = format!("\\{name} needs letters in braces; write \\{name}{{...}}");
            return Err(self.fault(at, message));
        };
        let text: String = letters[1..end].iter().collect();
        self.at += end + 1;
        Ok(Piece::Sign(Sign {
            text,
            slanted: false,
            class: Class::Ordinary,
            is_large: false,
        }))
    }
}
