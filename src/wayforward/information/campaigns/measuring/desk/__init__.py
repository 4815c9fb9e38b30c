"""The desk's pages of measuring: links and reach, questions and effect, the planner, the report."""
