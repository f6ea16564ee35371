"""What is typed to publish and to correct."""
