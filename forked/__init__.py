"""Work in processes of its own: begun before it is asked for, bounded, thrown away after one piece. Room for calls."""
