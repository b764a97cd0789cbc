//! One fact that several lines may tell.

/// What was told of a fact so far. Two lines that contradict each other leave nothing.
#[derive(Clone, Debug)]
pub struct Claim<T> {
    value: Option<T>,
    clash: bool,
}

impl<T> Default for Claim<T> {
    fn default() -> Self {
        Self { value: None, clash: false }
    }
}

impl<T: PartialEq> Claim<T> {
    /// A line tells `value`.
    pub fn tell(&mut self, value: T) {
        self.tell_by(value, |old, new| (old == new).then_some(new));
    }

    /// A line tells `value`; `together` says what two tellings mean, `None` where they contradict each other.
    pub fn tell_by(&mut self, value: T, together: impl FnOnce(T, T) -> Option<T>) {
        if self.clash {
            return;
        }
        self.value = match self.value.take() {
            None => Some(value),
            Some(old) => together(old, value),
        };
        self.clash = self.value.is_none();
    }

    /// What was told without contradiction.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Whether lines contradicted each other.
    pub fn clashes(&self) -> bool {
        self.clash
    }

    /// Whether no line told anything.
    pub fn is_silent(&self) -> bool {
        self.value.is_none() && !self.clash
    }
}
