//! A short list that lies in the state itself: a state is copied and hashed millions of times.

/// At most `N` things, in order.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Few<T, const N: usize> {
    items: [Option<T>; N],
}

impl<T: Copy + PartialEq, const N: usize> Few<T, N> {
    pub(super) const EMPTY: Self = Self { items: [None; N] };

    pub(super) fn len(&self) -> usize {
        self.iter().count()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.items[0].is_none()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = T> {
        self.items.iter().map_while(|item| *item)
    }

    pub(super) fn contains(&self, wanted: T) -> bool {
        self.iter().any(|item| item == wanted)
    }

    /// One more. A list that is too short would cut the exploration silently, so that is a panic.
    pub(super) fn push(&mut self, item: T) {
        let free = self.items.iter().position(Option::is_none).expect("a list of the model is too short");
        self.items[free] = Some(item);
    }

    pub(super) fn pop(&mut self) -> Option<T> {
        let first = self.items[0].take();
        self.items.rotate_left(1);
        first
    }

    /// The first `len` of them.
    pub(super) fn first(&self, len: usize) -> Self {
        let mut items = self.items;
        items[len.min(N)..].fill(None);
        Self { items }
    }
}

impl<T: std::fmt::Debug, const N: usize> std::fmt::Debug for Few<T, N> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_list().entries(self.items.iter().flatten()).finish()
    }
}

impl<T, const N: usize> Few<T, N> {
    pub(super) fn get(&self, at: usize) -> Option<&T> {
        self.items.get(at).and_then(Option::as_ref)
    }

    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        self.items.get_mut(at).and_then(Option::as_mut)
    }
}
