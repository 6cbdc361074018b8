//! In what the versions differ for their schemas.

use super::{Node, Version};

impl Version {
    /// True where a schema is not one of JSON Schema: before 3.1.
    pub(super) fn is_old(self) -> bool {
        matches!(self, Self::Swagger2 | Self::V30)
    }

    /// True if a schema allows `null` by a word of its own, beside its type.
    pub(super) fn allows_null(self, schema: &Node<'_>) -> bool {
        match self {
            Self::Swagger2 => schema.is("x-nullable"),
            Self::V30 => schema.is("nullable"),
            Self::V31 | Self::V32 => false,
        }
    }
}
