"""What people type, read and answered in Thai."""
