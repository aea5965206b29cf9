//! What holds of every live experiment, whoever owns its loop: each sentence is a function over
//! [`Live`], and `live_tests!` makes the tests of one form. What counts ticks and steps (budget, determinism, finite data)
//! or bytes (wire) is told of the ticked form alone: threads tick when they can.

mod budget;
pub(crate) mod bursts;
pub(crate) mod comparing;
mod determinism;
mod finite_data;
pub(crate) mod healing;
mod live;
pub(crate) mod maps;
pub(crate) mod on_request;
pub(crate) mod paced;
pub(crate) mod running;
pub(crate) mod slow_motion;
pub(crate) mod swarm;
mod ticked;
pub(crate) mod time_of_training;
mod wire;

pub(crate) use live::{Live, scene};

/// One test a sentence over `$form`.
macro_rules! live_tests {
    ($form:ty) => {
        $crate::session::tests::live_tests! { $form;
            running::a_session_trains_and_its_error_falls
            running::the_loss_and_its_floor_are_those_of_the_objective_that_trains
            running::pausing_stops_the_steps_and_one_step_takes_exactly_one
            running::a_restart_begins_another_run_from_step_zero
            running::a_burst_of_drags_ends_on_the_newest_target
            running::fields_come_on_the_requested_grid_and_the_exact_one_is_exact
            running::a_level_outside_the_trained_range_has_no_learned_field
            running::particles_move_pause_and_follow_their_number
            running::switching_particles_off_does_not_change_the_training
            running::a_divergence_is_a_state_with_advice_that_a_restart_leaves
            running::loading_another_scene_replaces_target_and_particles
            running::a_particle_step_that_explodes_is_said_and_the_last_good_picture_stays
            running::while_training_rests_the_error_is_that_of_the_target_as_it_is_now
            swarm::shares_are_the_mean_posterior_of_the_particles_at_their_own_level
            swarm::a_lone_mode_has_no_shares
            swarm::a_mode_that_comes_back_stays_empty_until_a_respawn
            swarm::only_a_ladder_has_an_end_and_the_level_is_one_of_its_levels
            swarm::a_snapshot_counts_the_scenes_before_and_has_no_field_of_theirs
            paced::a_slow_pace_takes_its_steps_in_time_and_flat_out_many_more
            paced::a_run_that_waits_stands_at_step_zero_while_particles_move
            paced::a_restart_shows_the_untrained_network_first
            paced::fourfold_particles_take_four_times_the_steps_of_a_frame
            paced::what_is_changed_is_marked_in_the_curves_and_a_restart_begins_them_anew
            paced::another_objective_begins_its_loss_and_goes_on_with_the_error
            paced::the_map_of_a_hidden_unit_comes_with_the_snapshot
            paced::the_network_is_asked_at_single_points
            slow_motion::a_step_is_laid_open_before_it_is_taken_and_told_after
            slow_motion::what_was_laid_open_of_another_target_or_objective_comes_anew
            healing::an_edit_makes_the_error_leap_and_training_heals_it
            slow_motion::training_that_runs_lays_no_step_open
            time_of_training::an_earlier_network_is_shown_measured_and_left_again
            time_of_training::training_goes_on_from_an_earlier_network_and_its_curves_end_there
            time_of_training::a_restart_and_another_objective_forget_the_past_and_another_rate_does_not
            time_of_training::a_run_that_diverged_is_gone_on_with_from_before
            comparing::the_objectives_of_the_network_on_show_differ_by_what_they_must
            comparing::a_pinned_run_keeps_its_curves_and_its_field_while_another_trains
            maps::a_map_is_coarse_at_once_and_fine_soon_after
            maps::maps_follow_the_training_the_target_and_the_particles
            maps::a_level_that_was_not_trained_has_no_map_of_the_network
            bursts::of_a_burst_of_targets_only_the_newest_is_obeyed
            bursts::of_a_burst_of_trainings_only_the_newest_is_obeyed
            bursts::of_a_burst_of_samplings_only_the_newest_is_obeyed
            on_request::a_journey_leads_from_data_to_noise_and_back
            on_request::a_network_that_has_learned_nothing_is_not_measured
            on_request::every_sampler_comes_back_along_every_process_it_is_defined_on
            on_request::a_network_of_one_level_says_what_to_do_and_the_exact_score_goes_on
            on_request::claims_come_one_by_one_and_stop_when_nobody_waits
        }
    };
    ($form:ty; $($wing:ident::$sentence:ident)+) => {
        $(
            #[test]
            fn $sentence() {
                $crate::session::tests::$wing::$sentence::<$form>();
            }
        )+
    };
}
pub(crate) use live_tests;
