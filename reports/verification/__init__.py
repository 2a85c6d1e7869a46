"""What a file or a code is worth, in the order of the design: issued files first, then cryptography, failing closed."""
