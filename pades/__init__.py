"""Signatures in PDF (PAdES): fields, keys, time stamps, signing, examination. Only this package knows pyHanko."""
