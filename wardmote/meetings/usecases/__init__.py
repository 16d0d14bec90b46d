"""Everything that changes a meeting: one function per sentence a chair would say."""
