"""Everything that changes an issue: one function per sentence a chair would say."""
