"""The editor's desk: what needs somebody now. The subjects it gathers from stay where they are."""
