"""What each person is told of inside the application, and what he has read of it."""
