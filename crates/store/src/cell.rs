//! Values as both engines hold them, so that everything above the engines is written once.

use crate::Fault;

/// One value of a row; an absent value still knows its type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// A whole number.
    Int(Option<i64>),
    /// A text.
    Text(Option<String>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
}

impl Cell {
    /// Writes the value so that no two different rows read alike.
    pub(crate) fn feed(&self, sink: &mut Vec<u8>) {
        let (tag, bytes) = match self {
            Self::Int(Some(number)) => (b'i', number.to_be_bytes().to_vec()),
            Self::Text(Some(text)) => (b't', text.as_bytes().to_vec()),
            Self::Bytes(Some(bytes)) => (b'b', bytes.clone()),
            Self::Int(None) | Self::Text(None) | Self::Bytes(None) => (b'-', Vec::new()),
        };
        sink.push(tag);
        sink.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
        sink.extend_from_slice(&bytes);
    }
}

impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<Option<i64>> for Cell {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}

impl From<bool> for Cell {
    fn from(value: bool) -> Self {
        Self::Int(Some(i64::from(value)))
    }
}

impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

impl From<&String> for Cell {
    fn from(value: &String) -> Self {
        Self::Text(Some(value.clone()))
    }
}

impl From<String> for Cell {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}

impl From<&Option<String>> for Cell {
    fn from(value: &Option<String>) -> Self {
        Self::Text(value.clone())
    }
}

impl From<&[u8]> for Cell {
    fn from(value: &[u8]) -> Self {
        Self::Bytes(Some(value.to_vec()))
    }
}

impl From<&Vec<u8>> for Cell {
    fn from(value: &Vec<u8>) -> Self {
        Self::Bytes(Some(value.clone()))
    }
}

impl From<&[u8; 32]> for Cell {
    fn from(value: &[u8; 32]) -> Self {
        Self::Bytes(Some(value.to_vec()))
    }
}

/// One row of an answer, read from left to right.
#[derive(Debug, Clone)]
pub struct Record {
    cells: Vec<Cell>,
    next: usize,
}

impl Record {
    pub(crate) fn new(cells: Vec<Cell>) -> Self {
        Self { cells, next: 0 }
    }

    pub(crate) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The next value, a number.
    pub fn int(&mut self) -> Result<i64, Fault> {
        let column = self.next;
        self.maybe_int()?.ok_or(Fault::Damaged { column })
    }

    /// The next value, a number or nothing.
    pub fn maybe_int(&mut self) -> Result<Option<i64>, Fault> {
        let column = self.next;
        match self.take()? {
            Cell::Int(value) => Ok(value),
            Cell::Text(None) | Cell::Bytes(None) => Ok(None),
            Cell::Text(Some(_)) | Cell::Bytes(Some(_)) => Err(Fault::Damaged { column }),
        }
    }

    /// The next value, yes or no kept as one or zero.
    pub fn flag(&mut self) -> Result<bool, Fault> {
        Ok(self.int()? != 0)
    }

    /// The next value, a text.
    pub fn text(&mut self) -> Result<String, Fault> {
        let column = self.next;
        self.maybe_text()?.ok_or(Fault::Damaged { column })
    }

    /// The next value, a text or nothing.
    pub fn maybe_text(&mut self) -> Result<Option<String>, Fault> {
        let column = self.next;
        match self.take()? {
            Cell::Text(value) => Ok(value),
            Cell::Int(None) | Cell::Bytes(None) => Ok(None),
            Cell::Int(Some(_)) | Cell::Bytes(Some(_)) => Err(Fault::Damaged { column }),
        }
    }

    /// The next value, bytes.
    pub fn bytes(&mut self) -> Result<Vec<u8>, Fault> {
        let column = self.next;
        match self.take()? {
            Cell::Bytes(Some(value)) => Ok(value),
            Cell::Int(_) | Cell::Text(_) | Cell::Bytes(None) => Err(Fault::Damaged { column }),
        }
    }

    /// The next value, a hash of thirty-two bytes.
    pub fn hash(&mut self) -> Result<[u8; 32], Fault> {
        let column = self.next;
        <[u8; 32]>::try_from(self.bytes()?).map_err(|_| Fault::Damaged { column })
    }

    fn take(&mut self) -> Result<Cell, Fault> {
        let column = self.next;
        self.next += 1;
        let cell = self.cells.get_mut(column).ok_or(Fault::Damaged { column })?;
        Ok(std::mem::replace(cell, Cell::Int(None)))
    }
}
