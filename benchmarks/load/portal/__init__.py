"""The portal that is loaded: its rows before and after, its processes, what they take, and what befalls them."""
