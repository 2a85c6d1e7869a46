"""What goes wrong with evidence at real agencies, found before an assessor finds it: plain Python over facts."""
