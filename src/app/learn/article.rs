//! What a GAN is and how to read the page, for someone who has never heard of one.

use leptos::prelude::*;

/// The article.
#[component]
pub fn Article() -> impl IntoView {
    view! {
        <section class="how-to-read" aria-labelledby="how-to-read">
            <h3 id="how-to-read">"What a GAN is, and how to read this page"</h3>
            <p class="lead">
                "A GAN (generative adversarial network) is a pair of neural networks that learn by playing against each other. "
                "The generator G turns random numbers into samples: here points in the plane, or small images. "
                "The discriminator D is the critic: it sees real samples and G's samples and has to tell which is which. "
                "D is trained to be right, G is trained to make D wrong. "
                "If neither wins for good, G's samples end up looking like the real ones, and D can only guess."
            </p>
            <div class="article-columns">
                <div>
                    <h4>"The picture"</h4>
                    <p>
                        "Open rings are real points, filled points are G's. The surface below is D's opinion: "
                        "teal where D would say real, brown where it would say fake, no colour where it cannot tell. "
                        "G's points drift from brown towards teal. When they get there, D learns that this place is not safe, and the colour moves on."
                    </p>
                    <p>"For images you see what G makes of 64 fixed random inputs. They stay the same all the time, so you can follow one picture as it grows."</p>
                </div>
                <div>
                    <h4>"The curves"</h4>
                    <p>
                        "The solid line is D's loss, the dashed one G's. Low is good for the player it belongs to, so they pull against each other and neither has to fall. "
                        "Healthy is D's loss close to its dotted line: D cannot tell real from fake. "
                        "A loss of D near 0 is a warning, because a critic that is always right gives G little to learn from."
                    </p>
                    <p>"D's accuracy says the same in plain numbers: 50 % on both is guessing, 100 % on both means D has won. Gradient norms show how hard each network is being pushed."</p>
                </div>
                <div>
                    <h4>"The comparison"</h4>
                    <p>
                        "Runs A and B get the same data in the same order, the same noise and, where their networks have the same shapes, the same first weights. "
                        "What differs between them comes from the switches in which they differ, and those rows are tinted."
                    </p>
                    <p>"One seed is one throw of the dice. Before you believe that a trick helps, roll the dice next to the seed and look again, or press “Is it luck?” below the runs: it trains all of them with ten seeds and says what stays. The link in the address bar holds the whole comparison: send it, and others see the same numbers."</p>
                </div>
            </div>
        </section>
    }
}
