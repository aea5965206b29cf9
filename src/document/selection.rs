//! Which Gaussians are selected, in the order in which they were picked.

/// Numbers of components, each once, the newest last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    picked: Vec<usize>,
}

impl Selection {
    /// Those of them that exist among `count`.
    pub fn among(&self, count: usize) -> Vec<usize> {
        let exists = |index: &usize| *index < count;
        self.picked.iter().copied().filter(exists).collect()
    }

    pub fn contains(&self, index: usize) -> bool {
        self.picked.contains(&index)
    }

    /// These and no other.
    pub fn replace(&mut self, with: impl IntoIterator<Item = usize>) {
        self.picked.clear();
        self.add(with);
    }

    /// These as well.
    pub fn add(&mut self, more: impl IntoIterator<Item = usize>) {
        for index in more {
            if !self.contains(index) {
                self.picked.push(index);
            }
        }
    }

    /// Takes one in or leaves it out.
    pub fn toggle(&mut self, index: usize) {
        if self.contains(index) {
            self.picked.retain(|other| *other != index);
        } else {
            self.picked.push(index);
        }
    }
}
