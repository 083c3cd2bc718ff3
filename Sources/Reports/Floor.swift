// The first room of this floor goes here.
