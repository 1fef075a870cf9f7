"""What a filing was made from, so that anybody can make it again, and how a copy without attachments proves it."""
