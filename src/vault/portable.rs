//! One portable file: what `backup export` writes and `backup restore` reads.
