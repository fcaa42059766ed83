run dengine confidence --help
