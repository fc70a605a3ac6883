"""THE STORE: the only room that speaks SQL. One SQLite file, or PostgreSQL by URL."""
