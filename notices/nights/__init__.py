"""What is done once a night whoever does it, and agency by agency: by any number of workers, in short turns."""
