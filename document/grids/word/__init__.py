"""Word files (.docx): the package, what it says of styles and numbers, and its stories as blocks of a grid."""
