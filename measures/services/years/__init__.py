"""The years of an agency: begun, with their deadlines, and with measures copied from one into another."""
