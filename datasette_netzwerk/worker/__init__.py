"""The program that works on the records while the site is served: it applies what people enter, publishes, backs up."""
