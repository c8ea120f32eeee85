//! Comparing names of a message in a bounded number of steps.

use super::compare::are_equal;
use super::{Name, NameBuf, Step, step};
use crate::wire::count_step;

/// The steps that comparing names may still take. A step is some dozen instructions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Steps(usize);

/// No steps are left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spent;

impl Steps {
    /// So many steps for any message.
    const ANY: usize = 1024;
    /// The steps for each pointer after labels but the first, which takes one: most names have no more.
    const LATER_POINTER: usize = 4;

    /// The steps for a message: two for three octets, and some for any message.
    ///
    /// Names of 127 labels, none of them compressed, take one for two octets.
    pub(crate) fn of(message: &[u8]) -> Self {
        Steps(Self::ANY.saturating_add(message.len() / 3 * 2))
    }

    #[inline]
    pub(crate) fn take(&mut self, steps: usize) -> Result<(), Spent> {
        self.0 = self.0.checked_sub(steps).ok_or(Spent)?;
        Ok(())
    }

    /// Follows the pointers at the start of a name.
    #[inline]
    pub(crate) fn skip_pointers<'a>(&mut self, name: Name<'a>) -> Result<Name<'a>, Spent> {
        let mut at = name.start;
        while let Step::Pointer(target) = step(name.message, at) {
            count_step();
            self.take(1)?;
            at = target;
        }
        Ok(Name::at(name.message, at))
    }

    /// Returns `true` if a name is another one or below it, as [`Name::ends_with`] does.
    pub(crate) fn ends_with(&mut self, name: Name<'_>, suffix: Name<'_>) -> Result<bool, Spent> {
        self.take_labels(suffix)?;
        self.take_labels(name)?;
        Ok(name.ends_with(suffix))
    }

    /// Takes the steps for reading a name: one for each label and the first pointer, four for each
    /// later one.
    pub(crate) fn take_labels(&mut self, name: Name<'_>) -> Result<(), Spent> {
        let (mut at, mut pointer) = (name.start, 1);
        loop {
            let taken = match step(name.message, at) {
                Step::Label(len) => {
                    at = at.wrapping_add(1 + len);
                    1
                }
                Step::Pointer(target) => {
                    at = target;
                    core::mem::replace(&mut pointer, Self::LATER_POINTER)
                }
                _ => return Ok(()),
            };
            count_step();
            self.take(taken)?;
        }
    }

    /// Returns `true` if a name is one without pointers, as `==` does.
    ///
    /// Each label takes one step, and one for each eight octets; pointers as for reading.
    pub(crate) fn are_equal(&mut self, name: Name<'_>, mut flat: &[u8]) -> Result<bool, Spent> {
        let (message, mut at, mut pointer) = (name.message, name.start, 1);
        loop {
            let run = at;
            while let Step::Label(len) = step(message, at) {
                count_step();
                self.take(1 + len / 8)?;
                at = at.wrapping_add(1 + len);
            }
            // Labels are equal when their octets are, with those of their lengths, which are no letters.
            let labels = message.get(run..at).unwrap_or_default();
            match flat.split_at_checked(labels.len()) {
                Some((others, rest)) if are_equal(labels, others) => flat = rest,
                _ => return Ok(false),
            }
            let Step::Pointer(target) = step(message, at) else { return Ok(matches!(flat, [0])) };
            count_step();
            self.take(core::mem::replace(&mut pointer, Self::LATER_POINTER))?;
            at = target;
        }
    }
}

/// The owners of a message, compared with one name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owners {
    steps: Steps,
    /// The offset of the last owner behind its pointers, and whether it is the name: the records of an
    /// RRset point to one owner.
    last: Option<(usize, bool)>,
}

impl Owners {
    pub(crate) fn new(steps: Steps) -> Self {
        Owners { steps, last: None }
    }

    /// Returns `true` if an owner is the name, with which `compare` compares it, behind its pointers;
    /// fails when no steps are left.
    pub(crate) fn is<'a>(
        &mut self,
        owner: Name<'a>,
        compare: impl FnOnce(Name<'a>, &mut Steps) -> Result<bool, Spent>,
    ) -> Result<bool, Spent> {
        let owner = self.steps.skip_pointers(owner)?;
        if let Some((last, is_equal)) = self.last
            && last == owner.start
        {
            return Ok(is_equal);
        }
        let is_equal = compare(owner, &mut self.steps)?;
        self.last = Some((owner.start, is_equal));
        Ok(is_equal)
    }
}

/// A name that others are compared with. It starts with a label or the root.
pub(crate) struct Wanted<'a> {
    name: Name<'a>,
    /// Another name was compared with it label by label.
    was_compared: bool,
    /// Its octets without pointers; made when it is compared again.
    copy: Option<NameBuf>,
}

impl<'a> Wanted<'a> {
    pub(crate) fn new(name: Name<'a>) -> Self {
        Wanted { name, was_compared: false, copy: None }
    }

    /// Returns `true` if another name that starts with a label or the root is this one, as `==`
    /// does; fails when no steps are left.
    pub(crate) fn is(&mut self, other: Name<'_>, steps: &mut Steps) -> Result<bool, Spent> {
        let name = self.name;
        if other.start == name.start && other.is_in_message_of(name) {
            return Ok(true);
        }
        steps.take(2)?;
        if !are_equal(name.first_label().1, other.first_label().1) {
            return Ok(false);
        }
        if !self.was_compared {
            self.was_compared = true;
            steps.take_labels(name)?;
            steps.take_labels(other)?;
            return Ok(name == other);
        }
        if self.copy.is_none() {
            steps.take_labels(name)?;
        }
        let copy = self.copy.get_or_insert_with(|| name.to_buf());
        steps.are_equal(other, copy.as_octets())
    }
}
