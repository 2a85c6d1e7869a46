"""Documents of our own making as offices write them, by several makers, each beside the reading that a person makes."""
