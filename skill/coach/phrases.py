"""Every phrase that the coach can ask the voice for, and the facts that come along with it.

The voice refuses to load a script that lacks one of them, or that asks for another fact.
"""

from collections.abc import Mapping

_NEEDED: Mapping[tuple[str, ...], str] = {
    ("side", "other"): """
        setup_face setup_cut_in setup_lay setup_feel setup_below setup_lower setup_arms setup_back
        setup_leg setup_knee setup_tip setup_off setup_limit setup_move setup_down setup_knee_short
        setup_limit_short setup_tender switch_1 switch_2 go_light resume resume_place go_back_side
    """,
    ("side", "other", "seconds"): """
        sym_extra sym_place
    """,
    ("side", "seconds"): """
        welcome_back welcome_one left_rolling back_for_more where_roll
    """,
    ("side",): """
        left_side this_side end_only one_side_only where_hold where_setup set_first_side
    """,
    ("seconds",): """
        begin_same begin_seconds more_time resume_seconds time_left_side time_left_hold time_left_rest
        set_seconds set_seconds_most set_seconds_least shorter
    """,
    ("minutes",): """
        welcome_new time_left_session
    """,
    ("days",): """
        last_days
    """,
    ("count",): """
        progress progress_month week_more
    """,
    ("weekdays", "time"): """
        ask_remind_yes_weekly ask_cancel_one_weekly ask_change_one_weekly remind_set_weekly
        remind_changed_weekly remind_each_weekly
    """,
    ("day", "time"): """
        ask_remind_yes_once ask_cancel_one_once ask_change_one_once remind_set_once
        remind_changed_once remind_each_once
    """,
    ("reminders",): """
        remind_have remind_cancelled
    """,
    (): """
        reminder_words ask_remind_day ask_remind_time ask_remind_what ask_cancel_all
        not_reminded not_changed not_cancelled remind_none remind_rest remind_past remind_permission
        remind_declined remind_no_answer remind_not_allowed remind_too_many remind_unsupported
        remind_no_zone remind_gone remind_refused remind_away
        need safety_no safety_same safety_ask safety_more ask_safety ask_safety_again hear_first
        safety_back ask_start welcome_again left_hurt left_both ask_resume good ask_settled
        ask_settled_again stay_light not_yet breathe_still breathe_long breathe_now breathe_go
        breathe_in breathe_out breathe_in_again breathe_out_again roll_out roll_back rhythm_out
        rhythm_back roll_on tender_invite range bone discomfort pressure lower_end encourage quiet
        halfway ten end_side end_last end_extra switch_off ask_side_two ask_side_two_again hold_0 hold_8
        hold_18 hold_27 hold_stuck lighten lighten_later more more_refused more_hold more_rest more_cap
        carry_on slower faster quieter extra_15 hurt hurt_before side_over choice_all choice_here
        choice_other choice_rest stop_sharp stop_gave stop_numb numb_doctor stop_numb_after stop_pulse
        pulse_belly stop_unwell stop_swelling stop_emergency condition_before condition_rolling
        condition_off condition_after stopped stopped_safety stopped_start went_wrong paused ask_paused
        go_back go_back_off skip_then part_over start_over enough_side enough_today no_other_side
        one_side_today no_hurry wait_fetch wait_settle wait_rest wait_no_hurry still_here keep_place
        keep_place_off ask_tighter ask_which tighter_later sym_same no_extra next_time rest_0_first
        rest_0 rest_8 why_roll what_role rest_mid rest_knee ask_check ask_check_again check_looser
        check_same check_sore sore_advice signs_hint often ask_more ask_more_again go_ahead bye get_up
        answer_what_is_psoas answer_why_it_matters answer_why_it_matters_back_pain
        answer_why_it_matters_injury answer_why_it_matters_knots answer_why_it_matters_performance
        answer_why_it_matters_lasts answer_signs_of_tightness answer_how_often answer_how_often_daily
        answer_how_often_sport answer_what_do_i_need answer_what_do_i_need_ball
        answer_what_do_i_need_bed answer_how_to_set_up answer_roller_placement answer_normal_to_hurt
        answer_normal_to_hurt_tomorrow answer_normal_to_hurt_bruise answer_normal_to_hurt_thigh
        answer_which_side_first answer_breathing_help answer_breathing_help_water answer_on_bone
        answer_beginner_help answer_feedback_more answer_out_of_scope answer_out_of_scope_medical
        help_start help_rolling help_resting where_both where_rest where_start repeat_breathing
        repeat_rolling missed missed_again missed_rolling missed_rolling_again from_next_time
        which_seconds short_rest which_first set_asking set_by_itself progress_none progress_partly
        progress_month_none progress_yesterday
        last_today last_yesterday last_none progress_unknown welcome_later enough_both more_not_again
        week_one week_two week_three
        forget_what ask_forget forget_later forgotten not_forgotten not_erased
    """,
}

NEEDED: Mapping[str, frozenset[str]] = {
    phrase: frozenset(facts) for facts, phrases in _NEEDED.items() for phrase in phrases.split()
}
"""Phrase id to the names of its facts."""
