"""Projects before the public: pages by place, subject and reporter; the way there from answers."""
