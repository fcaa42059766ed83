/*
 * What the columns of a table are, told by their names and the first rows: families of columns, labels, what is none.
 */
#include "table.h"

#include "input/roles.h"

/* Everything that is known of the columns: "column=role ... [family]". */
static const char *roles_of(struct arena *arena, const char *text)
{
    struct unit_table unit;
    struct roles roles;
    struct error error;
    struct buffer shown = {.arena = arena};
    unit_table_open(&unit, arena, text);
    const struct table *table = &unit.table;
    for (size_t i = 0; i < table->header.count; i++)
        table->wanted[i] = true;
    table_ready(&unit.table);
    check(roles_read(&roles, table, &error), "%s", error.text);
    for (size_t i = 0; i < table->header.count; i++)
        if (roles.of[i] != ROLE_METADATA)
            buffer_format(&shown, "%.*s=%s ", SHOW(table->header.items[i]), role_names[roles.of[i]]);
    if (roles.family_count)
        buffer_format(&shown, "[%.*s]", SHOW(roles.family));
    return buffer_string(&shown);
}

static void a_family_is_told_by_what_its_names_share(void **state)
{
    static const struct {
        const char *table, *roles;
    } cases[] = {
        {"id,p:cat,p:dog\na,.4,.6\nb,.3,.7\n", "id=id p:cat=probability p:dog=probability [p:*]"},
        {"id,P(cat),P(dog)\na,.4,.6\nb,.3,.7\n", "id=id P(cat)=probability P(dog)=probability [P(*)]"},
        {"id,cat/p,dog/p\na,.4,.6\nb,.3,.7\n", "id=id cat/p=probability dog/p=probability [*/p]"},
        {"id,c0,c1\na,.4,.6\nb,.3,.7\n", "id=id c0=probability c1=probability [c*]"},
        {"id,0,1\na,.4,.6\nb,.3,.7\n", "id=id 0=probability 1=probability [[0-9]*]"},
        {"id,cat,dog\na,.4,.6\nb,.3,.7\n", "id=id cat=probability dog=probability [cat,dog]"},
        {"id,a*,b\na,.4,.6\nb,.3,.7\n", "id=id a*=probability b=probability [*]"},
        {"id,logit_cat,logit_dog\na,-4,6\nb,3,.7\n", "id=id logit_cat=logit logit_dog=logit [logit_*]"},
        {"id,f1,f2,f3,f4\na,1,-2,3,4\nb,0,0,0,5\n", "id=id f1=embedding f2=embedding f3=embedding f4=embedding [f*]"},
        {"id,f1,f2,f3\na,1,-2,3\nb,0,0,0\n", "id=id "},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        check(strcmp(roles_of(*state, cases[i].table), cases[i].roles) == 0, "%s: %s", cases[i].table,
              roles_of(*state, cases[i].table));
}

/* Numbers that are no vector, names that an option cannot say, a name that stands twice, cells that are empty. */
static void what_cannot_be_a_family_is_none(void **state)
{
    static const char *const tables[] = {
        "id,f_a,f_b,f_c,f_d\na,1,-2,3,4\nb,0,0,0,5\n",
        "id,note,a*,b\na,x,.4,.6\nb,y,.3,.7\n",
        "id,note,\"a,b\",c\na,x,.4,.6\nb,y,.3,.7\n",
        "id,note,\"x\ty_1\",\"x\ty_2\"\na,x,.4,.6\nb,y,.3,.7\n",
        "id,prob_cat,prob_dog,prob_cat\na,.4,.6,.4\nb,.3,.7,.3\n",
        "id,prob_cat,prob_dog\na,,\nb,,\n",
        "id,prob_cat,prob_dog\n",
        "id,prob_cat,prob_dog",
        "id,prob_cat,prob_dog\na,.4,high\nb,.3,.7\n",
    };
    for (size_t i = 0; i < COUNT(tables); i++)
        check(!strchr(roles_of(*state, tables[i]), '['), "%s: %s", tables[i], roles_of(*state, tables[i]));
}

/* The globs that a header suggests are only so many; those of probabilities come first. */
static void a_wide_header_hides_no_probabilities(void **state)
{
    struct buffer table = {.arena = *state};
    buffer_add(&table, text_of("id,"));
    for (int i = 0; i < 100; i++)
        buffer_format(&table, "w%d_%d.note,", i, i);
    buffer_add(&table, text_of("a_b_c_d_e_f_g_h_i_j_k_l_m_n_o_p_q_r_s_t_u_v_w_x_y_z_a_b_c_d_e_f_g_h_i_j_k,"));
    buffer_add(&table, text_of("prob_cat,prob_dog\n"));
    for (int row = 0; row < 2; row++) {
        buffer_format(&table, "%c,", 'a' + row);
        for (int i = 0; i < 101; i++)
            buffer_add(&table, text_of("word,"));
        buffer_add(&table, text_of(".25,.75\n"));
    }
    assert_string_equal(roles_of(*state, buffer_string(&table)),
                        "id=id prob_cat=probability prob_dog=probability [prob_*]");
}

/* Each probability with the name of its class: the first is the label, and how sure it is. */
static void the_likeliest_classes_tell_the_label(void **state)
{
    static const struct {
        const char *table, *roles;
    } cases[] = {
        {"id,label_1,prob_1,label_2,prob_2\na,cat,.6,dog,.3\nb,dog,.7,cat,.2\n",
         "id=id label_1=label prob_1=confidence "},
        {"id,top1_class,top1_prob,top2_class,top2_prob\na,cat,.6,dog,.4\nb,dog,.7,cat,.3\n",
         "id=id top1_class=label top1_prob=confidence "},
        {"id,pred_1,pred_1_score,pred_2,pred_2_score\na,cat,.6,dog,.4\nb,dog,.7,cat,.3\n",
         "id=id pred_1=label pred_1_score=confidence "},
        {"id,top1,score1,top2,score2\na,cat,.6,dog,.3\nb,dog,.7,cat,.2\n", "id=id top1=label score1=confidence "},
        {"id,label_1,prob_1,prob_2\na,cat,.6,.4\nb,dog,.7,.3\n",
         "id=id prob_1=probability prob_2=probability [prob_*]"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        check(strcmp(roles_of(*state, cases[i].table), cases[i].roles) == 0, "%s: %s", cases[i].table,
              roles_of(*state, cases[i].table));
}

/* A label is one of the classes, unless it is called so; a table of names alone is told by these. */
static void a_label_beside_probabilities_is_one_of_them(void **state)
{
    static const struct {
        const char *table, *roles;
    } cases[] = {
        {"id,class,prob_cat,prob_dog\na,dog,.4,.6\nb,x,.3,.7\n",
         "id=id class=label prob_cat=probability prob_dog=probability [prob_*]"},
        {"id,class,cat,dog\na,dog,.4,.6\nb,dog,.3,.7\n", "id=id class=label cat=probability dog=probability [cat,dog]"},
        {"id,class,prob_cat,prob_dog\na,y,.4,.6\nb,x,.3,.7\n",
         "id=id prob_cat=probability prob_dog=probability [prob_*]"},
        {"id,label,prob_cat,prob_dog\na,y,.4,.6\nb,x,.3,.7\n",
         "id=id label=label prob_cat=probability prob_dog=probability [prob_*]"},
        {"id,channel,low,pred,conf\na,1,0,cat,.6\nb,1,0,dog,.7\n", "id=id pred=label conf=confidence "},
        {"id,class,confidence,time\n", "id=id class=label confidence=confidence time=time "},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        check(strcmp(roles_of(*state, cases[i].table), cases[i].roles) == 0, "%s: %s", cases[i].table,
              roles_of(*state, cases[i].table));
}

/* What a class is called is what its column's name has for itself; a column called as all begin is what was said. */
static void a_class_is_called_by_what_tells_it_apart(void **state)
{
    static const struct {
        const char *table, *roles;
    } cases[] = {
        {"id,P (k=cat),P (k=dog)\na,.4,.6\nb,.3,.7\n", "id=id P (k=cat)=probability P (k=dog)=probability [P (k=*)]"},
        {"id,a_cat_p,a_dog_p\na,.4,.6\nb,.3,.7\n", "id=id a_cat_p=probability a_dog_p=probability [a_*_p]"},
        {"id,p_car,p_cat\na,.4,.6\nb,.3,.7\n", "id=id p_car=probability p_cat=probability [p_*]"},
        {"id,p_aa,p_a\na,.4,.6\nb,.3,.7\n", "id=id p_aa=probability p_a=probability [p_*]"},
        {"id,a_1_p,a_0_p,a_p\na,.4,.6,1\nb,.7,.3,0\n", "id=id a_1_p=probability a_0_p=probability [a_*_p]"},
        {"id,kind,p k,p k (cat),p k (dog)\na,cat,dog,.4,.6\nb,dog,dog,.3,.7\n",
         "id=id p k=label p k (cat)=probability p k (dog)=probability [p k (*)]"},
        {"id,class,.pred_cat,.pred_dog,.pred_class\na,cat,.4,.6,dog\nb,cat,.3,.7,dog\n",
         "id=id .pred_cat=probability .pred_dog=probability .pred_class=label [.pred_*]"},
        {"id,a big cat,a big dog\na,.4,.6\nb,.3,.7\n", "id=id a big cat=probability a big dog=probability [a big *]"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        check(strcmp(roles_of(*state, cases[i].table), cases[i].roles) == 0, "%s: %s", cases[i].table,
              roles_of(*state, cases[i].table));
}

/* The truth is often not the likeliest class; a label and its truth are no probabilities. */
static void the_truth_is_no_label(void **state)
{
    static const struct {
        const char *table, *roles;
    } cases[] = {
        {"id,class,prob_cat,prob_dog\na,cat,.4,.6\nb,dog,.3,.7\n",
         "id=id prob_cat=probability prob_dog=probability [prob_*]"},
        {"id,pred,prob_cat,prob_dog\na,cat,.4,.6\nb,dog,.3,.7\n",
         "id=id pred=label prob_cat=probability prob_dog=probability [prob_*]"},
        {"id,y_a,y_b,prob\na,1,0,.4\nb,0,1,.6\nc,1,1,.7\n", "id=id prob=positive "},
        {"id,label,pred,score\na,cat,dog,.6\nb,cat,cat,.7\n", "id=id pred=label score=confidence "},
        {"id,label,pred,score\na,cat,1,.6\nb,cat,2,.7\n", "id=id label=label score=confidence "},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        check(strcmp(roles_of(*state, cases[i].table), cases[i].roles) == 0, "%s: %s", cases[i].table,
              roles_of(*state, cases[i].table));
}

/* Rows that are no rows of the table say nothing of its columns, however many they are. */
static void bad_rows_are_not_looked_at(void **state)
{
    enum { LONG = 1024 * 1024 + 1 };
    for (int kind = 0; kind < 3; kind++) {
        struct buffer table = {.arena = *state};
        buffer_add(&table, text_of("id,label,confidence\na,cat,.4\n"));
        for (int row = 0; row < 2; row++) {
            buffer_format(&table, "%c%s,dog,", 'b' + row, kind == 0 ? "\r" : "");
            for (int i = 0; i < (kind == 1 ? LONG : 1); i++)
                buffer_byte(&table, 'x');
            buffer_add(&table, text_of(kind == 2 ? ",more\n" : "\n"));
        }
        assert_string_equal(roles_of(*state, buffer_string(&table)), "id=id label=label confidence=confidence ");
    }
}

/* Of the widest table there are four rows, enough to see that no two have one id. */
static void the_widest_table_is_looked_at_too(void **state)
{
    struct buffer table = {.arena = *state};
    buffer_add(&table, text_of("name"));
    for (int i = 1; i < CSV_COLUMNS; i++)
        buffer_format(&table, ",c%d", i);
    for (int row = 0; row < 6; row++) {
        buffer_format(&table, "\nn%d", row);
        for (int i = 1; i < CSV_COLUMNS; i++)
            buffer_add(&table, text_of(row < 4 ? ",a" : ",1"));
    }
    assert_string_equal(roles_of(*state, buffer_string(&table)), "name=id ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_family_is_told_by_what_its_names_share),
        TEST(what_cannot_be_a_family_is_none),
        TEST(a_wide_header_hides_no_probabilities),
        TEST(the_likeliest_classes_tell_the_label),
        TEST(a_label_beside_probabilities_is_one_of_them),
        TEST(a_class_is_called_by_what_tells_it_apart),
        TEST(the_truth_is_no_label),
        TEST(bad_rows_are_not_looked_at),
        TEST(the_widest_table_is_looked_at_too),
    };
    return cmocka_run_group_tests_name("roles", tests, NULL, NULL);
}
