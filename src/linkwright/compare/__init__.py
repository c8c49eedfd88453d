"""Sites beside each other: what each has, who links to several rivals and not to us, which pages earn links."""
