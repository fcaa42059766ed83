/*
 * help_completion.c - what a shell completes: commands, options, and the words of an option: choices,
 * measures, files, columns of the table on the line.
 */
#include <stdio.h>
#include <string.h>

#include "command/commands.h"
#include "command/help.h"
#include "command/help_tables.h"

enum completes { COMPLETES_NOTHING, COMPLETES_WORDS, COMPLETES_MEASURES, COMPLETES_COLUMNS, COMPLETES_FILES };

/* What stands for an argument in help tells what it may be. */
static enum completes completes(const struct option_row *row)
{
    static const char *const columns[] = {"COL", "COLS", "COL=N", "COND", "GLOB", "TERMS", "X,Y[,Z]"};
    static const char *const files[] = {"FILE", "EMBEDDINGS"};
    if (option_choice(row, 0))
        return COMPLETES_WORDS;
    if (row->offset == offsetof(struct options, measure))
        return COMPLETES_MEASURES;
    for (size_t i = 0; row->argument && i < sizeof columns / sizeof *columns; i++)
        if (strcmp(row->argument, columns[i]) == 0)
            return COMPLETES_COLUMNS;
    for (size_t i = 0; row->argument && i < sizeof files / sizeof *files; i++)
        if (strcmp(row->argument, files[i]) == 0)
            return COMPLETES_FILES;
    return COMPLETES_NOTHING;
}

static void print_choices(const struct option_row *row)
{
    for (size_t n = 0; option_choice(row, n); n++)
        printf("%s%s", n ? " " : "", option_choice(row, n));
}

static void print_measures(const struct command *command)
{
    const char *before = "";
    for (size_t t = 0; t < COMMAND_TABLES && command->measures[t]; t++)
        for (const struct measure *measure = command->measures[t]; measure->name; measure++) {
            printf("%s%s", before, measure->name);
            before = " ";
        }
}

/* What follows the command on the line. */
static void print_commands(void)
{
    for (size_t i = 0; commands[i]; i++)
        printf("%s ", commands[i]->name);
    fputs("help", stdout);
}

/* ---- bash and zsh: the same cases ---- */

/* Sets `options` and `measures`. */
static void print_command_cases(void)
{
    puts("    case $command in");
    for (size_t i = 0; commands[i]; i++) {
        printf("    %s) options='", commands[i]->name);
        for (const struct option_row *row = option_rows; row->name; row++)
            if (option_belongs(row, commands[i]->groups))
                printf("--%s ", row->name);
        fputs("' measures='", stdout);
        print_measures(commands[i]);
        puts("' ;;");
    }
    fputs("    help) options='", stdout);
    print_commands();
    puts(" measures formats terms exits changes man completion' ;;\n    esac");
}

/* Sets `kind` and `found` by the option before the word. */
static void print_option_cases(void)
{
    puts("    case $before in");
    for (const struct option_row *row = option_rows; row->name; row++) {
        if (!row->argument)
            continue;
        printf("    --%s", row->name);
        if (row->letter)
            printf(" | -%c", row->letter);
        fputs(") kind=", stdout);
        switch (completes(row)) {
        case COMPLETES_WORDS:
            fputs("words found='", stdout);
            print_choices(row);
            putchar('\'');
            break;
        case COMPLETES_MEASURES:
            fputs("list found=$measures", stdout);
            break;
        case COMPLETES_COLUMNS:
            fputs("list found=$(_dengine_columns)", stdout);
            break;
        case COMPLETES_FILES:
            fputs("files", stdout);
            break;
        case COMPLETES_NOTHING:
            fputs("nothing", stdout);
            break;
        }
        puts(" ;;");
    }
    puts("    esac");
}

/* The columns of the first table on the line, one a line. */
static const char columns_of_line[] = "        case $file in *.csv | *.tsv) [ -f \"$file\" ] && head -n 1 \"$file\" |\n"
                                      "            tr -d '\"\\r' | tr ',\\t' '\\n\\n' && break ;; esac\n";

static void print_bash(void)
{
    printf("# bash completion of dengine: source <(dengine help completion bash)\n"
           "_dengine_columns()\n{\n    local file\n    for file in \"${COMP_WORDS[@]:2}\"; do\n%s    done\n}\n\n"
           "_dengine()\n{\n    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
           "    local command=${COMP_WORDS[1]} options= measures= kind=files found= front= IFS=$' \\t\\n'\n"
           "    [[ $word != = ]] || word=\n"
           "    [[ $before != = ]] || before=${COMP_WORDS[COMP_CWORD - 2]} # --option=word\n"
           "    [[ ${COMP_WORDS[COMP_CWORD]} != = ]] || before=${COMP_WORDS[COMP_CWORD - 1]}\n",
           columns_of_line);
    print_command_cases();
    print_option_cases();
    fputs("    if ((COMP_CWORD == 1)); then\n        kind=words found='", stdout);
    print_commands();
    puts("'\n    elif [[ $command == help ]]; then\n        kind=words found=$options\n"
         "    elif [[ $word == -* ]]; then\n        kind=words found=$options\n    fi\n"
         "    case $kind in\n"
         "    files) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
         "    words) COMPREPLY=($(compgen -W \"$found\" -- \"$word\")) ;;\n"
         "    list)\n        [[ $word != *,* ]] || front=${word%,*},\n"
         "        COMPREPLY=($(compgen -P \"$front\" -W \"$found\" -- \"${word##*,}\"))\n"
         "        compopt -o nospace 2>/dev/null ;;\n"
         "    esac\n}\ncomplete -o filenames -F _dengine dengine");
}

static void print_zsh(void)
{
    printf("#compdef dengine\n# zsh completion of dengine: a file _dengine in a folder of $fpath\n"
           "_dengine_columns()\n{\n    local file\n    for file in ${words[3,-1]}; do\n%s    done\n}\n\n"
           "_dengine()\n{\n    local word=$words[CURRENT] before=$words[CURRENT-1] command=$words[2]\n"
           "    local options= measures= kind=files found= front=\n"
           "    if [[ $word == --*=* ]]; then\n        before=${word%%%%=*} front=${word%%%%=*}=\n    fi\n",
           columns_of_line);
    print_command_cases();
    print_option_cases();
    fputs("    if ((CURRENT == 2)); then\n        kind=words found='", stdout);
    print_commands();
    puts("'\n    elif [[ $command == help ]]; then\n        kind=words found=$options\n"
         "    elif [[ $word == -* && $word != *=* ]]; then\n        kind=words found=$options\n    fi\n"
         "    case $kind in\n"
         "    files) [[ -z $front ]] || compset -P '*='; _files ;;\n"
         "    words) compadd -p \"$front\" -- ${=found} ;;\n"
         "    list)\n        [[ -z $front ]] || compset -P '*='\n        compset -P '*,' || true\n"
         "        compadd -S '' -- ${=found} ;;\n"
         "    esac\n}\nif [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n    _dengine \"$@\"\n"
         "elif (( $+functions[compdef] )); then\n    compdef _dengine dengine\nfi");
}

/* ---- fish ---- */

static void print_fish_text(const char *text)
{
    putchar('\'');
    for (const char *c = text; *c; c++)
        fputs(*c == '\'' || *c == '\\' ? (char[]){'\\', *c, 0} : (char[]){*c, 0}, stdout);
    putchar('\'');
}

static void print_fish_name(const struct option_row *row)
{
    printf(" -l %s", row->name);
    if (row->letter)
        printf(" -s %c", row->letter);
}

static void print_fish_option(const struct option_row *row)
{
    enum completes kind = completes(row);
    fputs("complete -c dengine -n '__fish_seen_subcommand_from", stdout);
    for (size_t i = 0; commands[i]; i++)
        if (option_belongs(row, commands[i]->groups))
            printf(" %s", commands[i]->name);
    putchar('\'');
    print_fish_name(row);
    if (row->argument)
        fputs(kind == COMPLETES_FILES ? " -r -F" : " -x", stdout);
    fputs(" -d ", stdout);
    print_fish_text(row->doc);
    if (kind == COMPLETES_WORDS) {
        fputs(" -a '", stdout);
        print_choices(row);
        putchar('\'');
    } else if (kind == COMPLETES_COLUMNS) {
        fputs(" -a '(__dengine_columns)'", stdout);
    }
    putchar('\n');
    for (size_t i = 0; kind == COMPLETES_MEASURES && commands[i]; i++) {
        if (!commands[i]->measures[0])
            continue;
        printf("complete -c dengine -n '__fish_seen_subcommand_from %s'", commands[i]->name);
        print_fish_name(row);
        fputs(" -x -a '", stdout);
        print_measures(commands[i]);
        puts("'");
    }
}

static void print_fish(void)
{
    puts("# fish completion of dengine: dengine help completion fish > ~/.config/fish/completions/dengine.fish\n"
         "function __dengine_columns\n    for file in (commandline -opc)[3..-1]\n"
         "        if string match -qr '\\.[ct]sv$' -- $file; and test -f $file\n"
         "            head -n 1 $file | tr -d '\"\\r' | tr ',\\t' '\\n\\n'\n            return\n"
         "        end\n    end\nend\n");
    for (size_t i = 0; commands[i]; i++) {
        printf("complete -c dengine -n __fish_use_subcommand -f -a %s -d ", commands[i]->name);
        print_fish_text(commands[i]->doc);
        putchar('\n');
    }
    puts("complete -c dengine -n __fish_use_subcommand -f -a help -d 'help on a command or a topic'");
    for (const struct option_row *row = option_rows; row->name; row++)
        print_fish_option(row);
}

/* ---- shells ---- */

bool help_completion(const char *shell, struct error *error)
{
    static const struct {
        const char *name;
        void (*print)(void);
    } shells[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (!shell || strcmp(shells[i].name, shell) == 0)
            return shells[i].print(), true;
    return error_set(error, STATUS_USAGE, "help completion: no shell '%s': there are bash, zsh, fish", shell);
}
