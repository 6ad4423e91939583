# What Saddle says, in English: the language that the others are held to. src/text/message.rs describes the syntax,
# CONTRIBUTING.md how a language is added.

## assignment

title = Make a lesson of this
close = Close
lead = Your class opens the link and finds these runs with your words above them. Nothing is kept anywhere but in the link.
text = Your text
characters-left = { $left } { $left -> [one] character *[other] characters } left
question = A question (optional)
answers = Two to four answers; mark the right one
is-right = Answer { $number } is right
answer = Answer { $number }
hidden = Tips that are hidden: { $count }
link = Link to the lesson
copy = Copy link
copied = Copied
copy-yourself = The browser does not let the page copy: select the link and copy it by hand.
code = The link as a QR code
too-long = This link is too long for a QR code.
note = Lesson
right = Right.
wrong = Not this one. Look again.
open = Make a lesson
about = For a class: hide tips, add your words and a question
for-teachers = For a class

## join

# Items of a list; two of them; two whole sentences.
comma = { $before }, { $next }
and = { $before } and { $next }
then = { $before } { $next }

## verdict

identical = identical
too-few = fewer than { $seeds } seeds: no verdict
clearly-helps = clearly helps
helps = helps
no-effect = no effect that matters
undecided = undecided: some { $seeds } seeds would tell
undecided-many = undecided: more than 1,000 seeds would be needed
hurts = hurts
clearly-hurts = clearly hurts

## language

name = English
switch = Language
unread = The words of this language could not be loaded: the page stays in English.

## bar
pages = Pages
playground = Playground
lessons = Lessons
board = Board
# What a phone shows of the playground: its tabs.
show = Show
runs = Runs
charts = Charts
tips = Tips
more = More
training = Training
train = Train
pause = Pause
# The button: one step of both networks.
step = Step
step-hint = One step of both networks
steps = Single steps
step-g = Step G only
step-g-hint = One update of the generator alone
step-d = Step D only
step-d-hint = One update of the discriminator alone
reset = Reset
reset-hint = Back to step 0
undo = Undo
undo-hint = Bring back what the last change threw away
another-seed = Another seed
copy-link = Copy link
link = Link to this comparison
copied = Link copied
copied-not-all = Link copied. It cannot hold everything: a run has more than 100 edits, or the link is too long.
copied-not-by-hand = Link copied. It does not repeat the updates of one network by hand.
copied-two-engines = Link copied. The CPU and the GPU each computed a part of these runs, so their numbers may differ in the last digits when the link is opened.
copy-yourself = The browser does not let the page copy. The link is selected: copy it by hand.
light = Light theme
dark = Dark theme
update = A newer version of Saddle is here. Nothing changes until you use it; your runs are kept and go on in it.
updated = Another tab uses a newer version of Saddle. This one goes on as it is until you reload it.
use-update = Use it now
later = Later
# Read out before the page: it leads past the bar.
skip = Skip to the runs
skip-tips = Skip to the tips
skip-slider = Skip to the slider
open-whole = Open in Saddle

## menu
data = Data set
speed = Speed
full-speed = Full speed
speed-of = { $n } { $n -> [one] step *[other] steps }/s
# "Accepted is 1 to 64": what a box for a number takes.
accepted = Accepted is { $range }
# A control for a key of one run: "learning rate of run A".
key-of-run = { $key } of run { $run }

## keys
title = Keys
close = Close
space = Space
train = Train, or pause
time = Back or forward in time
end = The newest step
escape = Close what is open
this-list = This list
note = They work wherever no control has the focus. In a chart the arrows move the cursor; in a group of tips or switches they go from one to the next, and Tab leaves the group.

## messages
one-run = One run. Add a run to see what a change does.
# Run A is the case, whose sentence comes first; B differs by a change.
case = A: { $case }. B is the same with { $change }. Press Train and compare.
same = Same data, same seed, same noise: only what you switch differs.
dismiss = Dismiss the message
link-issues = Not all of the link could be used.

## device
device = Device
auto = Auto
looking = Looking for WebGPU
no-browser = This browser offers no WebGPU
no-adapter = This browser has WebGPU, but no graphics adapter for it
failed = The GPU was tried and did not work, so the CPU computes. Choosing it tries again
no-engine = This build has no GPU engine
software = Only a software adapter: slower than the CPU, never chosen by itself
# Why the CPU or the GPU computes.
cpu-chosen = The CPU computes, as chosen: the same link repeats every loss to the last bit
gpu-chosen = The GPU computes, as chosen
gpu-faster = The GPU computes: it was measured, and is the faster one here
cpu = The CPU computes
pinned = The CPU computes: only on it does what a link tells step by step, or what a teacher wrote to, repeat to the last bit
getting-ready = The CPU computes. A GPU engine is getting ready beside it, and goes on with the runs if it is faster by a fifth
slower = The CPU computes: a step of all runs is done { $cpu } times a second there, on the GPU { $gpu } times
small = The CPU computes: such small steps gain nothing from a GPU
# What computes, and how fast.
rate = { $engine }, { $rate } steps/s
gpu-no-browser = GPU: no WebGPU
gpu-no-adapter = GPU: no adapter
gpu-no-engine = GPU: not built
gpu-software = GPU (in software)

## tips
# Read out where the tips begin.
keys = Arrow keys go from tip to tip and along to its switches. Tab leads to the next group.
group-loss = Losses and labels
group-samples = What the networks see
group-networks = The networks
group-updates = Updates and patience
# A blank at the end: a button follows.
hides = This lesson hides { $hidden } of { $all } tips.{ " " }
show-all = Show all
close = Close
sizes = Sizes and length
note = Run { $run }: { $note }
remove = Remove { $run }
add-run = Add run
what-differs = What differs
# Read out after the name of a tip: what the button tells.
what-it-does = , what it does
both = both: { $values }
all = all: { $values }
of-run = { $run }: { $values }
restarts = Starts runs again
switch = { $trick } for run { $run }
switch-restarts = { $trick } for run { $run }, starts runs again
# What a change of this key costs: nothing, it holds while training goes on.
live = live
starts-again = starts again
measured = Measured on the first board (healthy runs)
# Follows "helps" or another word for an effect.
evidence = : { $setting }, { $data }
evidence-counted = , { $wins } of { $count } better: { $setting }, { $data }
steps = { $steps } steps
ready = Ready settings
preset-of = { $trick } of run { $run }
off = Off
default = Default
own = Your own
best = Best found for this data set
best-missing = Its measurements could not be loaded
what-it-is = , what it is
# Before a button for every run with its letter.
use-in-run = Use in run
uses = Run { $run } uses it
use-in = Use in run { $run }
in-every-run = { $setting } in every run
plain-with = Plain + { $settings }
reached = reached
missed = missed
not-known = not known
not-measured = not measured yet
target = Target { $target }: { $verdict }

## card
run = Run { $run }
samples-of = Samples of run { $run }
average = Average (EMA)
decay = decay { $decay }
decay-yet = decay { $now } of { $wanted } yet
pixels = { $size } px
scale = Run { $run }: the first images at { $size } pixels
spectral = Spectral norm of each layer: { $values }
since = { $finding } since step { $step }
no-alarm = No alarm at this step
beside = In a new run beside this one
try-in = Try in run { $run }
# Before buttons with remedies.
try = Try
nothing-rescued = No tip is known to help here.
samples = Samples
not-measured = not measured yet
quality = Quality of the samples
# What real samples score, beside the value of generated ones.
real-score = real { $value }
real-score-hint = What real samples score against real samples
best = Best: step { $step } ({ $metric } { $value }) · last: { $last }
snapshot = Snapshot of step { $step }
more-metrics = More metrics
begins-from = Begins from { $run } at step { $step }
forked-from = Forked from { $run } at step { $step }
begins-at = Begins at step { $step }
not-there-yet = Not there yet: at step { $step }
as-it-was = As it was at step { $step }
catching-up = Catching up: step { $step } of { $goal }
behind = Behind: step { $step } of { $goal }
waiting-for-data = Waiting for your data
not-started = Not started
training = Training
training-on-class = Training on class { $class } now
waiting = Waiting for the others
paused = Paused at step { $step }
finished = Finished at step { $step }
waits-for-parent = Waits for its parent
costly = A step would take about { $seconds } s
diverged-g = Diverged at step { $step } in the generator
diverged-d = Diverged at step { $step } in the discriminator
refused = Cannot be built: { $why }
stopped = Stopped: { $why }
loading = Loading the engine…
unborn = It begins when its parent comes to the step of the fork.
slow = Each step would take so long that you are asked first.
nothing = Nothing is behind this card.
getting-ready = Getting ready
fetching-of = Fetching the engine: { $loaded } of { $total } MB
fetching = Fetching the engine: { $loaded } MB
starting-gpu = Starting WebGPU
testing-gpu = Compiling and testing WebGPU: { $done } of { $all }
ways-on = Ways on for run { $run }
# Before the number of the step.
step = step{ " " }
quiet = Losses are quiet: not a reason to stop, look at the samples
loss-d = D loss
loss-g = G loss
# How often the discriminator is right on real samples.
right-real = D right, real
right-fake = D right, fake
images = Run { $run }: images that the generator makes from fixed noise, at step { $step }
images-average = Run { $run }: images that the average of the generator makes from fixed noise, at step { $step }
classes = One class a column
real-below = Real, for comparison
real-images = Real images
points = Run { $run }: real points as rings, generated points filled, over the discriminator's opinion, at step { $step }
densities = Run { $run }: density of real points as lines, of generated points as a cloud, at step { $step }
# A picture of points with its axes in the user’s units, each as "height from 148 to 192 across".
in-units = { $picture }. Axes: { $axes }
# Until the engine is there: a film of these very runs, trained once before.
recorded = Recorded: step { $step }
film = Run { $run }, recorded earlier: real points as rings, generated points filled, over the discriminator's opinion
# The legend of the picture.
real = real
real-lines = real, as lines
generated = generated
says-fake = D says fake
says-real = real
parameters = G { $g } parameters, D { $d } parameters
parameters-sees = G { $g } parameters, D { $d } parameters, receptive field { $pixels } px
# The slider of time.
time = Time
at-step = step { $step }
newest = Newest
four-runs = Four runs are the most
no-snapshot = There is no snapshot yet: train first
fork-hint = A new run that goes on from step { $step }, with other tricks
run-to-fork = Run to fork
fork = Fork here

## inside
title = Look inside
all = Inside the pictures of all runs
newest-only = Arrows and manifold: of the newest step only
arrows = G’s arrows
arrows-label = G’s arrows: where G’s loss would move each generated point
manifold = G’s manifold
manifold-label = G’s manifold: a grid of two latents as G maps it, stronger where G draws it together
densities = Densities
densities-label = Densities instead of points: generated as a cloud, real as lines
trails = Trails
trails-label = Trails: where G mapped the same latents before
together = All runs in one
together-label = All runs in one: the points of the other runs too
newest-images = D’s numbers, the order and what G makes of other latents: of the newest step only
judged = D’s number
judged-label = D’s number: the logit that D gives each image, the higher the more real
sorted = Sort by D
sorted-label = Sort by D: from what D takes for real to what it does not
walk = Latent walk
walk-label = Latent walk: what G makes between two images
plane = Plane
plane-label = Plane: what G makes around an image, in two directions of latent space
sliders = Sliders
sliders-label = Sliders: what G makes of an image while its first latents are moved
kernels = Kernels
kernels-label = Kernels: the weights of the first layers of D and G
kernels-of-d = Run { $run }: kernels of D’s first layer, grey is 0
kernels-of-g = Run { $run }: G’s first layer, a row each of the first latents, a column each feature map, grey is 0
picker = Run { $run }: images. The arrows go from one to the next, Enter chooses one
choose = Choose an image: the walk goes on to it. Or drag from one to another
choose-three = Choose images: the plane leads from the third last towards the last two, or lies around the last
choose-one = Choose an image: its latents are on the sliders
point = Point at an image for its number
image-of = Image { $n } of { $count }
image-judged = Image { $n } of { $count }: D says { $logit }, place { $rank }
walk-of = Run { $run }: { $stops } images on the way from image { $from } to image { $to }
way = The way of the walk
straight = Straight
circle = Great circle
plane-of = Run { $run }: image { $n } in the middle, to the right towards image { $right }, down towards image { $down }, at right angles
plane-of-latents = Run { $run }: image { $n } with its first latent from low to high to the right, its second downwards
plane-around-zero = Run { $run }: the first latent from low to high to the right, the second downwards, all others 0
where = Where the plane lies
towards-images = Towards images
two-latents = Two latents
around-zero = Around 0
slid = Run { $run }: image { $n } as the sliders have it
latent = Latent { $n }
as-drawn = As it was
table = As a table
table-of = Run { $run }: what D says of each image
place = Place
image = Image
logit = D’s logit

## compare
button = Compare samples
title = Samples of two runs in one picture
close = Close
how = How they are compared
flip = Flip
split = Split
difference = Difference
first = The first run
second = The second run
run = Run { $letter }
# The button that shows the other run; F is its key.
flip-now = Flip (F)
front = In front: run { $letter }
one = Samples of run { $letter }
both = Samples of run { $a } on the left of the line, of run { $b } on the right
between = How far the pixels of run { $a } are from those of run { $b }: black is the same
sides = Run { $a } left of the line, run { $b } right of it
mean = Mean difference: { $levels } of 255 levels
# Read out where the picture has the focus.
frame = Picture: plus and minus zoom, the arrows move it, 0 shows all of it
zoom = Zoom: Ctrl and wheel, two fingers, or + and −. Drag to move.
zoomed = { $times } times as large
whole = Whole picture
unlike = These samples cannot be laid over each other: they differ in kind, size or number.

## axis
# What the charts count: the menu.
steps = Steps
updates-of-d = Updates of D
updates-of-g = Updates of G
seconds = Wall time
# A place on the axis.
at-step = Step { $n }
at-update-of-d = Update { $n } of D
at-update-of-g = Update { $n } of G
at-second = { $n } s of training
# The unit at the end of an axis, as short as it can be.
unit-steps = steps
unit-updates-of-d = D updates
unit-updates-of-g = G updates
unit-seconds = seconds

## charts
title = Charts
csv = Losses as CSV
not-saved = The browser did not take the file.
whole-run = Whole run
whole-run-hint = Escape, or a double click
from-to = { $from } to { $to }
run-in-charts = { $run } in the charts
runs = Runs in the charts
axis = Horizontal axis of the charts
lines = Lines
of-every-run = { $line } of every run
real-floor = real { $value }
real-floor-label = real { $value }: what real samples score
normal = normal
normal-label = normal values
rest = rest
rest-label = rest: { $values }
log = log
log-label = log: a logarithmic axis of the losses
not-log = Not logarithmic: { $network }'s loss of { $run } is not always above 0
metric-menu = Metric of the chart
lower = lower is better
higher = higher is better
at-snapshot = at the first snapshot
losses = Losses
metric = Metric
accuracy = D's accuracy
gradients = Gradient norms
d = D
g = G
real = real
fake = fake
which = Which chart
reading = Line: mean of about 50 steps. Band: where 8 of 10 steps lie. Drag to zoom.
empty = Nothing measured yet. Press Train and the curves start here.
mark = { $run } at step { $step }: { $what }
trouble = { $run }: { $finding } since step { $step }
pair-label = { $title }: { $solid } solid, { $dashed } dashed. Arrow keys move along the axis, + and − zoom, Escape shows the whole run.
metric-label = { $title }: one line a run, what real samples score dotted. Arrow keys move along the axis, + and − zoom, Escape shows the whole run.
# Lines and areas of the losses that no run draws.
d-rest = D at equilibrium
g-rest = G at equilibrium
d-floor = D's floor
d-normally = D normally
g-normally = G normally
normally = normally
of-runs = { $runs }: { $name }

## play
# A place, inside a sentence.
step = step { $step }
# What was wrong with a value; the value that is used instead, or that it was kept.
accepted-using = Accepted is { $range }; using { $value }.
accepted-kept = Accepted is { $range }; kept as it was.
issue = { $key } { $value }: { $reason }; using { $used }.
nothing = nothing
begins-at-0 = Run { $run } begins at step 0. Train lets it catch up with the others.
# What follows begins one of the sentences "… starts run B again from step 0."
changing = Changing the { $key }
switching-on = Switching on { $trick } for run { $run }
switching-off = Switching off { $trick } for run { $run }
using-best = Using the best found settings for run { $run }
changes-length = “{ $tip }” changes the length of every run and
restarts-alone = { $what } starts run { $runs } again from { $step }.
restarts-one = { $what } starts the run again from step 0.
restarts-both = { $what } starts both runs again from step 0.
restarts-all = { $what } starts all runs again from step 0.
forks-too = Every run starts at step 0 now, forks too.
starts-at-0 = The runs start at step 0.
fork-cannot-change = { $keys } cannot change in run { $run }, a fork: { $why } The change is undone.
edited = Changed run { $runs } at { $step }.
four-runs = Four runs are the most. Remove one first.
no-snapshot = There is no snapshot to fork from yet.
with-tip = Run { $run } is run { $parent } with this tip, from step 0. Train: it catches up with the others.
forked-changed = Run { $run } goes on from run { $parent } at { $step }. Train: it catches up with the others.
forked = Run { $run } goes on from run { $parent } at { $step }. Switch tricks on it, then train: it catches up with the others.
removing = Removing run { $run } throws { $steps } steps away.
no-good-snapshot = run { $run } has no good snapshot at { $step }
all-diverged = Back where every run has diverged. Each card says how to go on.
# Where the runs are back.
place-at = at { $step }
place-each = with { $places }
place-of = { $run } at { $step }
back = Back { $place }, where the last checkpoint was.
back-train = Back { $place }. Train goes on from there.
other-step = it stands at another step than it says
choose-files = Choose the files of this data set first.
say-slow = Say first whether steps as slow as these are wanted.
none-can-train = There is no run that can train. Each card says how to go on.
behind = A run is behind the others. Train lets it catch up first.
finished = The run of { $steps } steps is finished. Train goes on past its end.
not-by-hand = A link does not repeat updates of one network by hand.
long-step = The step under way takes long. Without waiting for it, its run goes back to its last checkpoint.
looking = Another tab trains these runs; this one only shows them. Take them over to go on here.
# Before the reason.
files-refused = These files cannot be used:
your-data = The runs start at step 0 with your data.
diverged-g = Run { $run } diverged at { $step }: the generator is no longer finite. The curves are kept; its card holds the ways on.
diverged-d = Run { $run } diverged at { $step }: the discriminator is no longer finite. The curves are kept; its card holds the ways on.
with-tip-from-there = With { $tip } from there on.
# A trick and its setting, inside a sentence.
tip = { $trick }: { $setting }
no-webgpu = WebGPU did not start ({ $why }); training goes on the CPU.
engine-stopped = Run { $run }'s engine stopped at { $step } ({ $why }); it goes on from { $to }.
other-build = Page and engine are of different builds. Reload the page.
no-answer = The engine of run { $runs } says that it is at work, and has not answered for { $seconds } s. Without waiting for it, its run goes on from its last checkpoint.
lost = The engine of run { $run } stopped: { $why }. Its card says how to go on.
bad-checkpoint = The checkpoint cannot be used: { $why } Run { $run } begins again.
of-run = Run { $run }: { $what }
gpu-slow = The GPU engine is still getting ready: it compiles for up to two minutes, once.
no-adapter = no suitable graphics adapter
plain-takes-place = The plain GAN takes the place of what is trained here and starts at step 0.
case-takes-place = The case “{ $case }” takes the place of what is trained here and starts at step 0.
case-instead = The case “{ $case }” stands in the place of the runs that were here.
plain-instead = The plain GAN stands in the place of the runs that were here.
cannot-try = “{ $tip }” cannot be tried on run A: { $why }.
arm-added = Run { $run } is run A with “{ $tip }”, from step 0. Train: it catches up.
arm-later = Run { $run } is run A until step { $step }; from there on it has “{ $tip }”.
has-values = { $key }: the runs have these values already.
varied = { $key } { $values } in runs A to { $last }.
varied-ask = { $key } { $values } in runs A to { $last }: they take the place of what is trained here and start at step 0.
refusal = { $reason }.
d-won-all = D of run { $runs } has won: its loss has been at its floor for 200 steps, so G learns little. Train again to go on.
d-won = D of run { $runs } has won: its loss has been at its floor for 200 steps, so G learns little. The other runs go on.
gpu-takes-over = The GPU is { $factor } times as fast as the CPU here: it goes on from { $step }.
gpu-lost = The GPU stopped ({ $why }); the CPU goes on from { $step }.
# What a mark in the charts stands for.
on-gpu = from here on the GPU computes
on-cpu = from here on the CPU computes
device-restarts = Changing the device starts the runs again from step 0.
no-worker = the browser did not start a worker
not-loaded = it could not be loaded; if the page is older than the server's, reload it
# What is taken home says of its runs.
said-of-data = { $data }, seed { $seed }
said-of-files = { $data }: { $files }, seed { $seed }
verdict = { $finding }: { $reason }

## answer
# Leaves everything as it was: training, or standing.
keep-training = Keep training
keep = Leave it as it is
start-again = Start again
undo = Undo
build = Build it all the same
back-to = Back to step { $step }
again-with = Start again with { $tip }
step-with = Step { $step } with { $tip }
put-back = Put it back
try-again = Try again
take-away = Take it away
remove = Remove it
restore = Restore the last checkpoint
do-not-wait = Do not wait
wait = Wait
use-cpu = Use the CPU
wait-gpu = Wait for the GPU
start-it = Start it
start-them = Start them
go-on = Go on

## doors
learns = A GAN that learns
learns-what = Eight clusters on a ring, and a GAN that finds all of them.
collapses = One that collapses
collapses-what = D is too small for 25 clusters. A tenth of G's learning rate rescued 10 of 10 runs.
d-wins = One whose discriminator wins
d-wins-what = D learns fifty times as fast as G. Batch normalisation rescued 8 of 10 runs.
digits = Real digits
digits-what = 5,000 handwritten digits of MNIST; 1 MB is fetched first.
draw = Draw your own
draw-what = Paint points by mouse, pen or finger and train on them.
pictures = Your own pictures
pictures-what = A folder of photos, a zip, a Kaggle table: nothing is uploaded.

## titles
# Of the browser's tab.
playground = Saddle: train two GANs side by side
lessons = Lessons on training GANs · Saddle
lesson = { $lesson } · Saddle
board = What was measured of GAN tips · Saddle
dirac = Two players, one number each · Saddle
normal-losses = Normal losses
unknown = Lesson

## trick
loss-title = Loss
loss-claim = The choice of the loss matters less than the other tips.
loss-explains = Non-saturating keeps G's gradient alive when D is ahead; minimax lets it die; least squares and hinge bound how hard D pushes; Wasserstein losses need a bounded D; relativistic losses judge real against fake.
capacity-title = Capacity
capacity-claim = Add filters and larger kernels, above all in the first layers.
capacity-explains = Width, depth and kernels of both networks. What counts most is their ratio: a D much smaller than G loses modes, a D much larger wins too early. Resizing before a convolution avoids the checkerboard of transposed ones.
label-swap-title = Swap the labels
label-swap-claim = Call real samples 0 and fake samples 1.
label-swap-explains = By symmetry the same game with D mirrored: only the start differs. Expect no effect beyond chance; a difference is luck of the seed.
label-soft-title = Soft labels
label-soft-claim = Tell D that real samples are only 0.9 real.
label-soft-explains = One-sided smoothing caps D's confidence on real samples; two-sided smoothing, as the article has it, calls fakes a little real too, and then wrong samples have less reason to move (Salimans et al. warn). Random labels are drawn anew for every sample. The equilibrium and the floor of D's loss move, see the dotted lines.
label-flip-title = Noisy labels
label-flip-claim = Flip a few labels at random when D trains.
label-flip-explains = Each label of D's step is flipped with this probability, so D's loss has a floor above 0; the equilibrium stays. Flipping the labels in G's step is another thing: that is the non-saturating loss itself.
batch-norm-title = Normalisation
batch-norm-claim = Use batch norm in both networks.
batch-norm-explains = Real and fake batches are normalised apart; never at G's output or D's input. Samples on the screen use the running statistics. Layer and instance norm look at one sample only. For images G has batch norm by default, so the switch adds it to D.
class-by-class-title = Class by class
class-by-class-claim = Train on one class at a time.
class-by-class-explains = One class is an easier task, but a digit has only some 160 images to train on here and D learns them by heart. In turn, the same network trains on one class after the other and forgets what it had learned: watch the samples.
conditional-title = Conditional GAN
conditional-claim = Tell both networks the class.
conditional-explains = G gets the class beside the latent vector. D gets it as extra input channels, or through an inner product with its features. The samples are laid out by class, one column each.
patience-title = Patience
patience-claim = Do not stop early, and keep snapshots.
patience-explains = Losses are no signal to stop. A run twice as long with snapshots twice as often: slide back through them, and fork from any. All runs share these settings.
ema-title = Average of G
ema-claim = Show the average of G's weights instead of the last ones.
ema-explains = An exponential moving average with warm-up, fed by every update of G and never fed back into training. Both are shown. It smooths a G that circles; it cannot bring back modes that were never visited.
k-title = Steps of D and G
k-claim = Train D more often than G, or the other way round.
k-explains = Updates of each network in one training step, each on fresh batches. A better D gives better gradients, until it wins. For a fair comparison let the charts count updates of G, or seconds.
learning-rate-title = Learning rate
learning-rate-claim = Lower the learning rate when training is unstable.
learning-rate-explains = Both rates, and how they fall over the run. Too high oscillates or diverges, too low crawls; decay mostly quiets the end. On collapse halves both rates each time D has won, gradients vanish or explode, or the samples collapse or swing, five times at most.
noise-title = Noise on the data
noise-claim = Add noise to real and fake samples, and let it fade.
noise-explains = Blurs both distributions so that they overlap and D cannot win at once. Fresh noise in D's and G's step, fading linearly.
augment-title = Augment what D sees
augment-claim = Shift, recolour and cut real and fake images before D sees them.
augment-explains = The same kinds of change on real and fake, in both steps, and differentiable, so that G still learns clean images. Helps where D would learn few images by heart. No flips: a mirrored 2 is no digit.
weak-d-title = Weaker discriminator
weak-d-claim = Hold D back: dropout, fewer filters, a lower rate.
weak-d-explains = One dropout mask a step for real, fake and G's update. D wins less often, but a weaker D also loses modes: see what you pay.
multi-scale-title = Multi-scale gradients
multi-scale-claim = Let D see G's image at every resolution.
multi-scale-explains = Every block of G makes an image of its own size, and D looks at each where it works at that size; real images are averaged down. All layers of G get a direct gradient. With 8 pixels there are only two sizes, so expect little.
ttur-title = Two learning rates
ttur-claim = Let D learn faster than G (TTUR).
ttur-explains = The theory asks for two rates, not for which is the larger: the paper's own pairs go both ways, D slower for DCGAN, faster for WGAN-GP.
spectral-title = Spectral norm
spectral-claim = Divide each of D's layers by its largest singular value.
spectral-explains = Bounds how steep D can be, so it wins less and its surface is smoother. One power iteration an update; the estimate of every layer is shown under the run.
r1r2-title = R1 and R2
r1r2-claim = Penalise D's gradient on real and on fake samples.
r1r2-explains = Gamma / 2 times the squared norm of D's input gradient, exactly and in every step: doing it every few steps is known to fail on small data. Costs about as much again as the step itself.
betas-title = Optimizer and betas
betas-claim = Lower Adam's momentum.
betas-explains = Beta 1 is the memory of the gradient, beta 2 that of its size. GANs circle, and momentum pushes them outwards: 0.9 tends to oscillate. Gradient descent has a momentum of its own, which the others do not read.
minibatch-stddev-title = Minibatch spread
minibatch-stddev-claim = Show D how much the samples of a batch differ.
minibatch-stddev-explains = The mean standard deviation within groups of four becomes one more feature before D's last layer, so a G that repeats itself is found out.
pack-title = Packing
pack-claim = Let D judge several samples at once.
pack-explains = D sees packs of samples, all real or all fake: a lack of variety is plain to see in a pack. Only its first layer grows.
replay-title = Replay of old fakes
replay-claim = Show D fakes from earlier in training.
replay-explains = A part of D's fakes comes from a pool of old ones, so D does not forget what G used to do. Damps circling; does nothing for modes that G never found.
activation-title = Activations
activation-claim = Leaky ReLU in both networks: sparse gradients harm.
activation-explains = What follows each hidden layer. DCGAN has ReLU in G and leaky ReLU in D, and so has the plain GAN here. ReLU passes no gradient below 0; tanh and ELU bend everywhere, and a penalty's second derivative then goes through the bends too.
init-title = Initial weights
init-claim = Begin with small normal weights, as DCGAN does.
init-explains = Where the weights of both networks begin. DCGAN's are normal with deviation 0.02, whatever the layer; orthogonal ones keep the length of what goes through; the default shrinks with the number of inputs. Biases begin at 0 with both.
latent-title = Latent distribution
latent-claim = Draw the latent vectors from a Gaussian, not uniformly.
latent-explains = The plain GAN is Gaussian; the switch makes it uniform on -1 to 1. The tip says Gaussian is better: expect little.
# What being without a tip is called: off, or, for a rate, its usual value.
no-resolutions = Points have no resolutions: this trick is for images
not-augmented = Points cannot be shifted or recoloured without leaving the data: this trick is for images
hundred-kinds = These images have a hundred kinds: this trick is for ten classes
no-classes = Points have no classes: this trick is for images
off = off
default = default

## preset
loss-hinge = Hinge
loss-minimax = Minimax
loss-least-squares = Least squares
loss-wgan-clip = WGAN, clipped
loss-wgan-gp = WGAN, gradient penalty
loss-relativistic-pairing = Relativistic pairing
loss-relativistic-average = Relativistic average
capacity-twice-as-wide = Twice as wide
capacity-g-deeper = G deeper
capacity-d-a-quarter = D a quarter
capacity-larger-first-kernels = Larger first kernels
capacity-resize-then-convolve = Resize, then convolve
label-swap-on = Swapped
label-soft-real-is-0-9 = Real is 0.9
label-soft-real-is-0-8 = Real is 0.8
label-soft-real-is-0-7 = Real is 0.7
label-soft-both-sides = Both sides: 0.9 and 0.1
label-soft-random = Random: 0.7 to 1, 0 to 0.3
label-flip-5-in-100 = 5 in 100
label-flip-10-in-100 = 10 in 100
label-flip-20-in-100 = 20 in 100
batch-norm-in-g = Batch norm in G
batch-norm-in-both = Batch norm in both
batch-norm-layer-in-d = Layer norm in D
batch-norm-in-d-too = Batch norm in D too
batch-norm-none = None at all
batch-norm-instance-in-d = Instance norm in D
class-by-class-in-turn = In turn
class-by-class-only-0 = Only class 0
class-by-class-only-8 = Only class 8
conditional-concatenation = Concatenation
conditional-projection = Projection
patience-twice-as-long = Twice as long
ema-0-99 = 0.99
ema-0-995 = 0.995
ema-0-999 = 0.999
k-d-three-times = D three times
k-d-five-times = D five times (WGAN)
k-g-twice = G twice
k-g-three-times = G three times
learning-rate-half = Half of the default
learning-rate-linear-decay = Linear decay
learning-rate-cosine-decay = Cosine decay
learning-rate-halve-on-collapse = Halve on collapse
learning-rate-dcgan = DCGAN's 2e-4
noise-sigma-0-3 = Sigma 0.3
noise-sigma-0-1 = Sigma 0.1
augment-all = Colour, shift, cutout
augment-shift = Shift
augment-colour = Colour
augment-cutout = Cutout
weak-d-a-little = A little
weak-d-plainly = Plainly
weak-d-very = Very
multi-scale-every-size = Every size
ttur-d-four-times-g = D four times G
ttur-d-a-quarter-of-g = D a quarter of G
ttur-sagan = SAGAN: D 4e-4, G 1e-4
ttur-wgan-gp = WGAN-GP: D 3e-4, G 1e-4
ttur-dcgan-cifar = DCGAN, CIFAR-10: D 1e-4, G 5e-4
ttur-dcgan-celeba = DCGAN, CelebA: D 1e-5, G 5e-4
spectral-in-d = In D
spectral-in-both = In both
r1r2-both-0-1 = Both, 0.1
r1r2-both-1 = Both, 1
r1r2-r1-0-1 = R1 alone, 0.1
r1r2-r1-1 = R1 alone, 1
betas-sagan = Adam 0, 0.9 (SAGAN)
betas-stylegan = Adam 0, 0.99 (StyleGAN)
betas-adam-default = Adam 0.9, 0.999
betas-rmsprop = RMSProp
betas-plain-gradient-descent = Plain gradient descent
betas-sgd-with-momentum-0-9 = SGD with momentum 0.9
betas-d-with-sgd-g-with-adam = D with SGD, G with Adam
minibatch-stddev-of-4 = Groups of 4
pack-of-2 = Packs of 2
pack-of-4 = Packs of 4
replay-half = Half of the fakes
activation-leaky = Leaky ReLU in both
activation-relu = ReLU in both
activation-tanh = Tanh in both
activation-elu = ELU in both
init-dcgan = DCGAN's normal 0.02
init-orthogonal = Orthogonal
latent-uniform = Uniform
latent-four-dimensions = Four dimensions

## key
# Names of the settings, beside their controls; inside a sentence English writes them with small letters.
data = Data set
classes = Classes
data-count = Samples to train on (0 is all)
data-flip = Mirror images too
condition = Conditional
seed = Seed
batch = Batch size
steps = Steps of the run
latent = Latent dimensions
latent-kind = Latent distribution
g-width = Generator width
g-depth = Generator depth
g-kernel = Generator kernel
g-first-kernel = Generator first kernel
g-upsample = Generator upsampling
d-width = Discriminator width
d-depth = Discriminator depth
d-kernel = Discriminator kernel
d-first-kernel = Discriminator first kernel
g-norm = Generator norm
d-norm = Discriminator norm
g-activation = Generator activation
d-activation = Discriminator activation
init = Initial weights
g-spectral = Generator spectral norm
d-spectral = Discriminator spectral norm
loss = Loss
loss-clip = Bound of D's weights
loss-gp = Weight of the gradient penalty
r1 = R1 gamma
r2 = R2 gamma
labels-swap = Swap real and fake
labels-real = Target for real
labels-fake = Target for fake
labels-flip = Share of flipped labels
labels-spread = Spread of the labels
g-steps = Generator updates a step
d-steps = Discriminator updates a step
optimizer = Optimizer
d-optimizer = Discriminator optimizer
g-lr = Generator learning rate
d-lr = Discriminator learning rate
beta1 = Adam beta 1
beta2 = Adam beta 2
momentum = Momentum of gradient descent
lr-schedule = Learning rate schedule
noise = Noise at the start (sigma)
noise-until = Share of the run with noise
augment = Augment what D sees
d-dropout = Discriminator dropout
multi-scale = Multi-scale gradients
ema = Decay of G's average
replay = Share of old fakes
pack = Samples in a pack
minibatch-stddev = Minibatch spread
snapshot-every = Steps between snapshots
# What a setting accepts.
range-whole = a whole number from { $min } to { $max }
range-number = a number from { $min } to { $max }
range-switch = 0 or 1
range-words = one of { $words }

## data-set
ring8 = Ring of 8
grid25 = Grid of 25
spiral = Spiral
moons = Two moons
digits8 = Digits 8 × 8
stacked8 = Digits, stacked in pairs
shapes28 = Shapes 28 × 28
mnist = MNIST digits 28 × 28
images = Images (your files)
table = Points (your table)

## choice
# Entries of menus, each beside the name of its setting.
loss-ns = Non-saturating
loss-minimax = Minimax
loss-ls = Least squares
loss-hinge = Hinge
loss-wgan-clip = WGAN, clipped
loss-wgan-gp = WGAN-GP
loss-rp = Relativistic pairing
loss-ra = Relativistic average
optimizer-same = As the generator's
optimizer-adam = Adam
optimizer-rmsprop = RMSProp
optimizer-sgd = Gradient descent
classes-all = All
classes-in-turn = In turn
# A class by its number.
only = Only { $class }
condition-off = Off
condition-concat = Concat
condition-projection = Projection
activation-relu = ReLU
activation-leaky = Leaky ReLU
activation-tanh = Tanh
activation-elu = ELU
init-torch = PyTorch's default
init-dcgan = DCGAN's normal 0.02
init-orthogonal = Orthogonal
latent-normal = Gaussian
latent-uniform = Uniform
augment-off = Off
# Listed: "Colour, shift, cutout".
augment-colour = colour
augment-shift = shift
augment-cutout = cutout
norm-none = None
norm-batch = Batch norm
norm-layer = Layer norm
norm-instance = Instance norm
first-kernel-auto = Auto
upsample-transpose = Transpose
upsample-resize = Resize
schedule-constant = Constant
schedule-linear = Linear
schedule-cosine = Cosine
schedule-on-collapse = On collapse

## words
# Settings as phrases, in lists of what makes a run what it is: "A + hinge loss + noise 0.3".
on = on
off = off
# After "Changing the …".
the-beta1 = Adam beta 1
the-beta2 = Adam beta 2
the-r1 = R1 gamma
the-r2 = R2 gamma
the-clip = bound of D's weights
the-ema = decay of G's average
the-augment = augmentation of what D sees
the-count = number of samples to train on
the-mirroring = mirroring of images
named = { $setting } { $value }
loss-ns = non-saturating loss
loss-minimax = minimax loss
loss-ls = least squares loss
loss-hinge = hinge loss
loss-rp = relativistic pairing loss
loss-ra = relativistic average loss
optimizer-of-d-same = D's optimizer as G's
optimizer-of-d-adam = Adam for D
optimizer-of-d-rmsprop = RMSProp for D
optimizer-of-d-sgd = Gradient descent for D
norm-of-g-none = no norm in G
norm-of-g-batch = batch norm in G
norm-of-g-layer = layer norm in G
norm-of-g-instance = instance norm in G
norm-of-d-none = no norm in D
norm-of-d-batch = batch norm in D
norm-of-d-layer = layer norm in D
norm-of-d-instance = instance norm in D
classes-all = all classes
classes-in-turn = classes in turn
only-class = only class { $class }
condition-off = not conditional
condition-concat = conditional
condition-projection = conditional by projection
augment-off = no augmentation
augment = augment { $changes }
schedule-constant = constant rates
schedule-linear = linear rates
schedule-cosine = cosine rates
schedule-on-collapse = rates halve on collapse
leaky-of-g = leaky ReLU in G
leaky-of-d = leaky ReLU in D
tanh-of-g = tanh in G
tanh-of-d = tanh in D
activation-of-g = { $activation } in G
activation-of-d = { $activation } in D
init-torch = PyTorch's initial weights
init-dcgan = DCGAN's initial weights
init-orthogonal = orthogonal initial weights
latent-normal = Gaussian latents
latent-uniform = Uniform latents
# How G doubles the resolution: by transposed convolutions, or by resizing and then convolving.
upsample-transpose = G transposes up
upsample-resize = G resizes up
first-kernel-of-g-auto = G's first kernel as the others
first-kernel-of-d-auto = D's first kernel as the others
first-kernel-of-g = G first kernel { $pixels }
first-kernel-of-d = D first kernel { $pixels }
spectral-of-g = spectral norm in G
spectral-of-g-off = no spectral norm in G
spectral-of-d = spectral norm in D
spectral-of-d-off = no spectral norm in D
multi-scale = multi-scale gradients
multi-scale-off = no multi-scale gradients
minibatch-stddev = minibatch spread
minibatch-stddev-off = no minibatch spread
swapped = swapped labels
swapped-off = labels not swapped
no-noise = no noise
no-ema = no average of G
no-r1 = no R1
no-r2 = no R2
no-dropout = no dropout in D
no-replay = no old fakes
no-flip = no flipped labels
no-spread = labels not spread
no-momentum = no momentum
replay = { $percent } old fakes
flip = { $percent } of labels flipped
noise-until = noise until { $percent } of the run
seed = seed { $number }
count-all = all samples
mirrored = mirrored images too
mirrored-off = no mirrored images
count = { $number } samples to train on
batch = batch { $number }
steps = { $number } steps
latent = { $number } latent dimensions
g-width = G { $number } wide
d-width = D { $number } wide
g-depth = G { $number } deep
d-depth = D { $number } deep
g-kernel = G kernel { $number }
d-kernel = D kernel { $number }
g-steps = G { $number }× a step
d-steps = D { $number }× a step
g-lr = G's rate { $number }
d-lr = D's rate { $number }
clip = D's weights bound to { $number }
gp = gradient penalty { $number }
r1 = R1 { $number }
r2 = R2 { $number }
label-real = real labels { $number }
label-fake = fake labels { $number }
label-spread = labels spread by { $number }
beta1 = beta 1 { $number }
beta2 = beta 2 { $number }
momentum = momentum { $number }
noise = noise { $number }
dropout = dropout { $number } in D
ema = average of G { $number }
no-pack = no packs
pack = packs of { $number }
snapshot-every = a snapshot every { $number } steps
# What a run is: plain, or with changes that are joined by "+".
plain-gan = Plain GAN
plain-with = Plain + { $changes }
same-as-a = Same as A
a-with = A + { $changes }

## conflict
# Why a setting cannot stand with another, as half a sentence: it follows a colon or stands in brackets.
no-probabilities = a soft target needs a loss on probabilities (ns or minimax)
relativistic-flip = a relativistic loss compares real with fake and has no label to flip
critic-flip = a Wasserstein critic has no labels to flip
nothing-trains = with g.steps=0 as well nothing would train
penalty-and-batch-norm = a gradient penalty is not defined with batch norm in the discriminator: a sample's gradient would depend on its batch
penalty-and-instance-norm = a gradient penalty is not defined with instance norm in the discriminator: on a flat image its gradient has no bound
penalty-and-dropout = a gradient penalty is not defined with dropout: it would punish the gradient of the mask, not of D
penalty-and-spread = a gradient penalty is not defined with minibatch spread: a sample's gradient would depend on its batch
instance-norm-of-points = instance norm averages over pixels, and points have none
one-class = with one class at a time there is nothing to condition on
packed-classes = a pack must hold one class, and a conditional batch mixes them
augmented-scales = with multi-scale gradients the sizes of one image would be augmented apart
odd-kernel = after resizing only an odd kernel keeps the size
whole-both = with packs of { $pack } and groups of { $group }, a multiple of { $multiple } is needed
whole-packs = a whole number of packs of { $pack } is needed
whole-groups = a whole number of groups of { $group } is needed
few-samples = at least { $fewest } samples are needed, or 0 for all there are
classes-only = data of ten classes only
images-only = images only
own-images-only = your own images only: most others, as digits, may not be mirrored
image-size = images of { $size } x { $size } pixels; accepted are 4, 8, 16, 28, 32, 64 and 128
image-depth = images of { $size } x { $size } pixels need at least { $least } convolutions
memory = a step would need { $needed } GB of memory; accepted are { $most } GB
memory-of-images = a step on images of { $size } x { $size } pixels would need { $needed } GB of memory; accepted are { $most } GB

## recipe
ring8-title = Fading noise, falling rate, average of G
ring8-why = Noise lets G find all modes before D can win; as it and the learning rate fade, the samples draw together. A third layer bends the plane sharply enough to leave little between the modes, and batches of 128 tell G of all of them in every step. The average of G steadies its last steps, which allows twice the usual rates.
grid25-title = Fading noise, falling rate, average of G
grid25-why = As on the ring, with more modes to find: the run is longer, and the average of G steadies its last steps.
digits8-title = The class for both networks, falling rate
digits8-why = Told the class, G need not find the ten digits by itself and D judges each against its own kind; a learning rate that falls quiets the end.
stacked8-title = Relativistic pairing with R1 and R2
stacked8-why = Pairs of real and fake keep G from leaving modes out, and the penalties keep D smooth enough to train twice as fast and wide (Huang et al. 2024, made for the thousand modes of stacked MNIST). A longer run evens the modes out.

## problem
accepted-is = accepted is { $what }
accepted-are = accepted are { $what }
# Parts of a link, before a colon.
about-link = link
about-version = version
about-slider = place of the slider
about-hidden = hidden tips
about-luck = seeds of "Is it luck?"
about-drawing = drawing
about-set = own data
about-fork = fork
about-change = step of a change
about-changes = changes while it trains
# What is accepted or was given there, or is used instead.
one = one
first-one = the first one
characters = { $count } characters
bytes = { $count } bytes
points = { $count } points
points-or-more = { $fewest } points or more
not-upright = points that are not all below each other
not-flat = points that are not all beside each other
drawing-form = four letters or digits a point; { $read } can be read
seeds = { $counts } seeds
step-to = a step from 0 to { $last }
fork-form = a run and a step, as a@1200
set-form = a name, a count and a hash, as digits.idx~5000~0123456789abcdef
of-one-run = { $most } of one run
first-ones = the first { $most }
earlier-ones = the earlier ones
so-many = so many
beginning = the beginning
# Why it cannot be.
versions = this page reads versions { $oldest } to { $newest }
no-such-tip = no such tip
no-such-key = no such key
with-table = accepted with data=table
fork-of-earlier = a fork comes from a run before it
fork-at-0 = at step 0 there is nothing to fork
fork-keeps = a fork keeps the weights of its networks
not-live = it cannot change while the run trains
run-begins = run { $run } begins at step { $step }
shared-key = all runs share this key; set it without a prefix
# The sentence: "Run B, after step 1 200, discriminator learning rate: -1 is not allowed, using 1e-6 (a number from 1e-6 to 0.1)".
of-run = run { $run }
after-step = after step { $step }
place = { $outer }, { $inner }
sentence = { $place }: { $complaint }, { $remedy }
with-reason = { $said } ({ $reason })
no-such-setting = no such setting
no-value = a value is missing
not-allowed = { $value } is not allowed
using = using { $value }
left-out = left out
more = { $count } more problems
# A setting as a link spells it: "d.lr=-1: accepted is a number from 1e-6 to 0.1; 1e-6 would do".
stated = { $key }={ $value }: { $reason }
would-do = { $problem }; { $nearest } would do
and-used = { $problem }; using { $used }
and-left-out = { $problem }; left out

## failure
# Why a run stopped, after its name and a colon or as a sentence without its full stop.
late-edit = a change after step { $after } came when the run stood at step { $step }
build = page and engine are of different builds
silent = it has not answered for { $seconds } s

## number
# A share, after a narrow space.
percent = { $share } %
seconds = { $count } s
minutes = { $count } min
hours = { $count } h

## finding
# What the doctor found in a run, as a short title. G is the generator, D the discriminator.
diverged = Diverged
exploding = Gradients explode
vanished-gradients = G has vanished gradients
discriminator-won = D has won
# D cannot tell bad samples from real ones.
blind = D is blind
mode-collapse = Mode collapse
overfitting = D overfits
copying = G copies
# G makes what the augmentation does to images.
leak = The augmentation leaks
oscillation = Oscillates
stalled = Stalled
far-at-its-end = Far at its end
warming-up = Warming up
on-its-way = On its way
bad-samples = Bad samples
no-alarm = No alarm
healthy = Healthy

## suspect
# A sentence after another, with the blank between them.
d-learns-faster = { " " }D learns { $ratio } times as fast as G: that is the first suspect.
g-learns-faster = { " " }G learns { $ratio } times as fast as D: that is the first suspect.

## reason
percent = { $n } %
# Numbers of steps, one after the other.
diverged = A loss is no longer a finite number, so this run cannot go on.
exploding = The gradient of { $network } has a norm of { $norm }; above 100 something is going wrong.
vanished = The norm of G's gradient is { $now }, less than a thousandth of the { $start } at the start: G no longer learns.
won = D's loss is at its floor ({ $loss }) and it knows { $real } of the real and { $fake } of the fake samples.
# A sentence after "won", with the blank between them.
given-away = { " " }Of real images { $real } of the pixels are exactly black or white, of G's { $fake }: D can know them by that alone, and noise on both would hide it.
# spread: one of the three below, or nothing; quality: "blind-quality" or nothing.
blind = D guesses: its loss of { $loss } is no better than a guess's, it knows { $real } of the real and { $fake } of the fake samples{ $spread }{ $quality }.
blind-quality = ; { $quality }
spread-dead = , and its output does not depend on its input (at step { $at } its outputs scattered by { $spread })
spread-blind = , and its output hardly depends on its input (at step { $at } its outputs scattered by { $spread })
spread = { " " }(at step { $at } its outputs scattered by { $spread })
oscillation = The energy distance more than doubles and halves in turn: within { $within } steps the samples have been bad three times, at the snapshots of steps { $steps }.
warming-up = The first steps are too early to judge.
# A clause inside "blind", "far", "healthy", "no-alarm-measured", "on-its-way" and "stalled"; the next two add to it.
quality = at step { $at } the samples' energy distance was { $times } times that of real ones
quality-modes = { $quality }, with { $covered } of { $of } modes covered
quality-share = { $quality } and { $share } of the samples at them
# A clause inside "healthy", "no-alarm", "no-alarm-measured" and "on-its-way".
losses = D's loss is { $loss }, its accuracy { $accuracy }
losses-below = D's loss is { $loss }, below its usual band of { $low } to { $high }, its accuracy { $accuracy }
losses-above = D's loss is { $loss }, above its usual band of { $low } to { $high }, its accuracy { $accuracy }
losses-within = D's loss is { $loss }, within its usual band of { $low } to { $high }, its accuracy { $accuracy }
healthy = { $quality }; { $losses }.
no-alarm-measured = Nothing is wrong in the losses: { $losses }. But { $quality }.
no-alarm = Nothing is wrong in the losses: { $losses }. How good the samples are has not been measured yet.
on-its-way = { $quality }, after { $times } times at step { $at }; { $losses }.
# commonest: one of the three below, or nothing.
alike-modes = At step { $at } G's samples covered { $covered } of { $of } modes{ $commonest }.
alike-differ = At step { $at } two of G's samples differed by { $share } of what two real ones do{ $commonest }.
alike = At step { $at } G's samples were too much alike{ $commonest }.
commonest-digit = : { $share } are { $digit }, of real ones { $real }
commonest-stacked = : { $share } are { $upper } above { $lower }, of real ones { $real }
commonest-class = : { $share } are of class { $class }, of real ones { $real }
leaks = At step { $at } { $share } of G's images had a grey box like those that the augmentation makes, and { $real } of real ones: G has learned what only D was to see.
stalled = { $quality }, and over the last measurements they have come no nearer.
far = { $quality }, and all of its { $steps } steps are done. It may need more of them, or help.
stalled-constant = { $quality }, and over the last measurements they have come no nearer; D's output hardly depends on its input: it scatters by { $spread }.
# A sentence after another, with the blank between them.
clipped = { " " }{ $share } of the critic's weights lie at their bound: it is a very simple function.
clipped-spread = { " " }{ $share } of the critic's weights lie at their bound, its outputs scatter by { $spread }: it is a very simple function.
by-heart = At step { $at } D gave training images { $train }, held-out images { $held } and G's { $fake }: { $share } of what it knew was learned by heart.
copies = At step { $at } { $share } of G's images were as near to a training image as only { $usual } of real ones are.

## cases
# The cases of the clinic on the page: the menu, the panel of a case, and the board as a picture.
case = Case
case-hint = A run that fails for a known reason
no-case = No case
rescue-loading = What rescues it is loading.
rescue-missing = What rescues it was measured, but could not be loaded.
sentence = { $sentence }.
target = Target: { $target }, each on average over the last five snapshots. Source: { $source }.
measured-of = What was measured of { $tip }
# The button that adds a run with the tip.
try-in = Try in run { $run }
tried-in = In run { $run }
four-runs = Four runs already
try-label = { $words }: { $tip }
# What a tip does in the case: its setting, a mark of the board in words, its rates.
rates = { $tip }: { $rates }
mark = { $mark }.{ " " }
rates-marked = { $tip }: { $mark }, { $rates }
measured-in = Measured in the case “{ $case }”
# The picture of the board.
loading = The measurements are loading.
missing = The measurements of the cases could not be loaded. Everything else on this page works without them.
picture = { $failing } runs that fail for a known reason and { $healthy } healthy ones, and what each tip does to them. { $settled } of { $tried } cells are measured with six seeds or more. Each cell was written down with what is expected before it was trained. It says what a tip does in this case: this data, these sizes, this length.
how = The effect is the mean over seeds of the logarithm of a distance, shown as a ratio, or of a count. All tips of a case are judged together at 5 %: “helps” and “hurts” where the interval leaves out no effect, “clearly” where it leaves out the smallest effect that matters too (a factor of 1.5, two modes of the grid, five pairs of stacked digits), “no effect that matters” where the 90 % interval lies within that, else “undecided”. A cell has two intervals of 95 %: “by itself” resamples the runs of both sides (BCa), “together” holds for all tips of its case at once, from the differences seed by seed, and is what “helps” and “hurts” rest on. A run that diverged counts as the worst, never left out.
# Sentences after "how", with the blank between them.
how-pairing = { " " }{ $sentence }
how-otherwise = { " " }{ $other } of { $decided } decided cells came out otherwise than expected; they carry a dot. Measured with Saddle { $version }, { $date }.
marks = Marks
cases = Cases
all-cases = All cases
sorted-by = Sorted by
by-matters = What matters most
by-tip = Tip
by-surprise = Surprise
by-case = Case: what helps there first
# Before what the cell says.
cell-of = { $tip }, { $case }:{ " " }
cell-hint = Point at a cell or move with the arrow keys to read it; click or Enter opens it.
cell-hint-touch = Tap a cell to open it.
table = Tips down, cases across

## cell
# A cell of the board, opened.
close = Close
runs-loading = The single runs are loading.
runs-missing = The single runs could not be loaded.

## luck
# The panel "Is it luck?": the runs of a comparison, trained again with several seeds in the background.
title = Is it luck?
lead = One run with one seed is one throw of the dice. Train every run of the comparison from its beginning with several seeds, in the background, and see what stays.
# The button beside the runs, where the link offers an answer.
offered = Is it luck? { $seeds } seeds are offered
offer = This link offers to train its runs with { $seeds } seeds: { $amount }.
offer-name = Offer of the link
not-now = Not now
run-with = Run it with { $seeds } seeds
stop = Stop
resume = Resume
extend = Go on to { $seeds } seeds
done = Done
again-with = Start again with { $seeds } seeds
back = Back to the study before: { $done } of { $all } runs
broken = The runs stopped: { $why }. Resume tries again.
beside = Go on while I train
seeds = Seeds
seeds-of = { $seeds } seeds
# After "20 runs of 1 200 steps, about 40 s".
for-curve = , for the curve of { $key }
# What is copied.
copy-table = Copy as table
copy-link = Copy link
table-copied = Table copied
link-copied = Link copied
copy-yourself = The browser does not let the page copy. It is selected: copy it by hand.
to-copy = Text to copy
# How far it is: "7 of 20 runs, about 20 s left".
resting = { $line }. Rests while you train
stopped = { $line }. Stopped
all-done = All { $all } runs are done.
stopped-spoken = Stopped. What is there is kept.
seeds-done = { $done } of { $all } seeds are done.
steps = Steps of all runs with all seeds
others = The runs on top of the page are others by now. <a>Open the runs of this study</a>
judged-by = Judged by

## study
# What several seeds of each run say. "20 runs of 1 200 steps, about 40 s":
amount = { $runs } runs of { $steps } steps, about { $time }
amount-unmeasured = { $runs } runs of { $steps } steps, { $least } to { $most }, depending on the machine
progress = { $done } of { $all } runs
progress-left = { $done } of { $all } runs, about { $time } left
retried = Run { $run } with seed { $seed } was tried again: { $why }
late-fork = Run { $run } begins at step { $begins }, and runs end at step { $steps }: set more steps, or take this run away.
no-files = data: choose the files first, they are not in the link
unmeasured = the metric { $metric } could not be measured
# An axis: the metric, and how to read it.
axis-ratio = { $metric }, times real samples, lower is better
axis-amount = { $metric }, more is better
# A run beside run A. The verdict, and "verdict: effect."
identical = { $run } and A are equal to the last bit with every seed.
clearly-helps = { $run } clearly helps
helps = { $run } helps
no-effect = { $run } has no effect that matters
hurts = { $run } hurts
clearly-hurts = { $run } clearly hurts
undecided = { $run } is undecided: some { $seeds } seeds would tell
undecided-many = { $run } is undecided: more than 1,000 seeds would be needed
too-few = { $run }, as far as { $seeds } seeds can show
so-far = So far
with-effect = { $begin }: { $effect }.
without-effect = { $begin }: fewer than two seeds are done with both runs.
# The effect: interval and better are the two below, or nothing.
times = its { $metric } is { $n } times A's{ $interval }{ $better }
higher = its { $metric } is higher by { $n }{ $interval }{ $better }
lower = its { $metric } is lower by { $n }{ $interval }{ $better }
interval = { " " }(95 % interval { $low } to { $high })
better = , and it is better in { $n } of { $seeds } seeds
few = With { $seeds } seeds, all on one side happen by luck in { $share } of such studies; a verdict needs { $needed } seeds.
worst = Worst tenth: A { $a }, { $run } { $own }.
worst-seed = Worst seed: A { $a }, { $run } { $own }.
extended = Seeds were added after some were seen: that makes a difference by luck likelier than the words say.
how-ratio = Each run counts with the mean of its last snapshots; one that diverged counts as the worst there is. The verdicts of all runs hold together at 5 %, and less than a factor of { $smallest } is no effect that matters.
how-amount = Each run counts with the mean of its last snapshots; one that diverged counts as the worst there is. The verdicts of all runs hold together at 5 %, and less than { $smallest } is no effect that matters.
dots = { $axis }. One dot a seed; the line is their mean, the bar its 95 % interval.
# How the seeds of one run ended, joined by "list".
collapsed = { $n } of { $all } collapsed
diverged = { $n } of { $all } diverged
oscillate = { $n } of { $all } oscillate
copy = { $n } of { $all } copy training images
end-with = { $n } of { $all } end with “{ $finding }”
no-alarm = no alarm in { $n } of { $all }
list = { $a }, { $b }
# The table of seeds.
table = Every seed as a table
seed = Seed
waits = waits
trains = trains
failed = failed: { $why }
diverged-at = diverged at step { $step }
ended = { $level }, { $finding }

## dose
# "Vary this key": four runs with different values of one key, and their curve.
vary = Vary
vary-hint = Four runs with different values of it, from run A
vary-key = Vary { $key }: four runs with different values
only-numbers = { $key }: only a number that runs need not share can be varied
no-other = { $setting }: no other value can stand with the rest of this run
curve-logarithmic = { $axis }. Across: { $key }, logarithmic. One dot a seed, the line through their means, the band its 95 % interval.
curve-linear = { $axis }. Across: { $key }, linear. One dot a seed, the line through their means, the band its 95 % interval.

## case
# The cases: a name, and what is wrong in one sentence without its full stop.
rates-high = Both rates too high
rates-high-is = Both networks learn twenty times as fast as usual
g-fast = G too fast
g-fast-is = G learns twenty times as fast as D
d-strong = D too strong
d-strong-is = D learns fifty times as fast as G and trains twice as often
d-slow = D too slow
d-slow-is = D learns a tenth as fast as G
momentum = Momentum
momentum-is = Adam remembers too long, at five times the usual rate
sgd = Plain SGD
sgd-is = Gradient descent without Adam's scaling
deep = Too deep
deep-is = Five hidden layers in both networks, and no normalisation
critic-unbounded = Unbounded critic
critic-unbounded-is = A Wasserstein critic without its penalty
g-tiny = Tiny G
g-tiny-is = G has one hidden layer of four units
d-tiny = Tiny D
d-tiny-is = D has one hidden layer of eight units
ring = Healthy ring
ring-is = The plain GAN on the ring: nothing is wrong
diverges = Diverges
diverges-is = Gradient descent on a gradient penalty: every step of D overshoots
grid-collapse = Collapse on the grid
grid-collapse-is = D has an eighth of the plain one's units, too few for 25 modes
digits-collapse = Collapse on digits
digits-collapse-is = The vanilla GAN of the first tutorials: no normalisation, much momentum, both rates 1e-3
digits-d-strong = D too strong on digits
digits-d-strong-is = D has twice the filters, trains twice as often and learns twenty times as fast as G
stacked-collapse = Collapse on stacked digits
stacked-collapse-is = D has a quarter of G's filters, and a hundred kinds of pairs to keep apart
few-images = Too few images
few-images-is = D learns thirty images by heart
shapes-small = Too small for 28 pixels
shapes-small-is = Eight filters and batches of 16 for images of 28 pixels
grid = Healthy grid
grid-is = The plain GAN on the grid, half way: nothing is wrong
digits = Healthy digits
digits-is = The plain GAN on digits, in batches of 32: nothing is wrong
# Who published a case: we found it.
ours = ours

## arm
# Tips at their settings, by their names in evidence/plan.jsonl (dots written as dashes): the words there, letter for letter.
loss-ns = Non-saturating
loss-ls = Least squares
loss-hinge = Hinge
loss-minimax = Minimax
loss-rp = Relativistic pairing
loss-wgan-gp = WGAN, gradient penalty
capacity-both = Both twice as wide
capacity-g4 = G four times as wide
capacity-d4 = D four times as wide
capacity-d-quarter = D a quarter as wide
capacity-deeper = A layer more in both
capacity-shallow = Two layers in both
capacity-first = Larger first kernels
swap = Swapped
swap-early = Swapped, scored early
soft-0-9 = Real is 0.9
flip-0-05 = 5 in 100
bn-g = Batch norm in G
bn-both = Batch norm in both
ln-d = Layer norm in D
class-in-turn = In turn
condition = Projection
twice-as-long = Twice as long
ema-0-99 = Average of G, 0.99
k-d3 = D three times
k-d3-equal = D three times, equal data
k-d1 = One update each
k-g2 = G twice
k-g3 = G three times
lr-tenth = Both rates a tenth
lr-half = Both rates half
lr-linear = Linear decay
lr-on-collapse = Halve on collapse
lr-after = A tenth after half of the run
noise-0-3 = Sigma 0.3
noise-1 = Sigma 1
augment = Shift
dropout = Dropout 0.3 in D
weak-d = Plainly weaker
multi-scale = Every size
ttur-d3 = D three times as fast
ttur-d-tenth = D a tenth as fast
ttur-g-tenth = G a tenth as fast
ttur-equal = Equal rates of 1e-3
spectral-d = In D
spectral-both = In both
r1r2-1 = Both, 1
r1r2-0-1 = Both, 0.1
betas-0 = Adam 0, 0.99
betas-9 = Adam 0.9, 0.999
rmsprop = RMSProp
adam = Adam 0.5 at the plain rate
stddev = Groups of 4
pack-2 = Packs of 2, as many packs
replay = Half of the fakes
latent-uniform = Uniform
latent-normal = Gaussian
control-again = Control: trained a second time
control-noise = Control: noise of strength 0
control-average = Control: G itself beside its average
soft-both = Both sides: 0.9 and 0.1
soft-random = Random: 0.7 to 1, 0 to 0.3
sgd-d = D with SGD, G with Adam
sgd-momentum = SGD with momentum 0.9
act-leaky-g = Leaky ReLU in G
act-relu-d = ReLU in D
act-tanh = Tanh in both
init-dcgan = DCGAN's normal 0.02
init-orthogonal = Orthogonal
more-images = All images instead of thirty
without-cause = Without its cause
# Why an effect was expected of a setting, where that is more than a citation; said in brackets.
why-loss-ns = Three seeds of a first look (2026-11-25); a bounded loss needs no bounded critic
why-loss-ls = Mao et al. 2017; the article says that the loss matters little
why-loss-hinge = Lim and Ye 2017; the article says that the loss matters little
why-loss-minimax = Goodfellow et al. 2014, section 3: G's gradient dies where D is ahead
why-capacity-both = The article, lesson 2
why-capacity-g4 = Three seeds of a first look (2026-11-25)
why-capacity-d4 = Lin et al. 2018, table 3: modes come with D's size
why-capacity-deeper = The article, lesson 2; deeper is also harder to train
why-capacity-shallow = Ours: five layers without a norm train badly
why-swap = By symmetry only the start differs
why-swap-early = The article, lesson 3: early gradients; by symmetry nothing is expected
why-soft-0-9 = Salimans et al. 2016, section 3.4; three seeds of a first look (2026-11-25)
why-bn-g = Radford et al. 2016; three seeds of a first look (2026-11-25)
why-class-in-turn = A network that trains on one class forgets the last
why-twice-as-long = The article, lesson 6: do not stop early
why-k-d3 = Arjovsky et al. 2017; at equal updates of G, on three times the data
why-k-d3-equal = Ours: at equal updates of D, G makes a third
why-k-d1 = The article, lesson 7; three seeds of a first look (2026-11-25): k alone does not rescue
why-k-g2 = The article, lesson 7: G trained more often
why-lr-tenth = The article, lesson 8; three seeds of a first look (2026-11-25)
why-lr-half = The article, lesson 8
why-lr-linear = Miyato et al. 2018; decay quiets the end
why-lr-on-collapse = The article, lesson 8: lower the rate when it collapses
why-lr-after = The article, lesson 8: the rate lowered after the collapse, not from the start
why-noise-0-3 = Sonderby et al. 2016; Arjovsky and Bottou 2017; the article, lesson 9
why-augment = Zhao et al. 2020: helps with few images
why-dropout = The article, lesson 10
why-weak-d = The article, lesson 10; three seeds of a first look (2026-11-25)
why-multi-scale = Karnewar and Wang 2020; with 8 pixels there are only two sizes
why-ttur-d3 = Zhang et al. 2019; three seeds of a first look (2026-11-25)
why-ttur-d-tenth = Heusel et al. 2017 slow D down for DCGAN
why-ttur-equal = Ours: to undo what is known to do it
why-spectral-d = Miyato et al. 2018; three seeds of a first look (2026-11-25)
why-spectral-both = Zhang et al. 2019; three seeds of a first look (2026-11-25): G cannot reach the ring
why-betas-0 = Karras et al. 2019; Gidel et al. 2019; three seeds of a first look (2026-11-25)
why-pack-2 = Lin et al. 2018, at equal packs; three seeds of a first look (2026-11-25)
why-replay = Shrivastava et al. 2017: damps circling
why-latent-uniform = White 2016; ganhacks 2016, tip 3; expect little
why-control-again = The same link gives the same bits
why-control-noise = Nothing is drawn
why-control-average = The average is never fed back into training
why-soft-both = The article, lesson 3, which softens both; Goodfellow 2016, section 4.2 advises against the fakes'
why-soft-random = The article, lesson 3; ganhacks 2016, tip 6
why-sgd-momentum = Sutskever et al. 2013; Gidel et al. 2019 warn of momentum in games
why-act-relu-d = ganhacks 2016, tip 5: avoid sparse gradients
why-act-tanh = Ours; Glorot and Bengio 2010, section 3
# A tip and its setting; and what is said of one setting where it is not tried.
words = { $tip }: { $setting }
other-data = not for this kind of data
has-it = the case has this setting already
no-averages = SGD has no such averages
not-on-the-way = it cannot be set on the way
accepted = { $setting }: accepted is { $range }
not-announced = not announced for this case

## clinic
# What the board says in words: of a tip over all cases, of the picture, of a comparison that is opened.
clearly-helps = clearly helps
helps = helps
no-effect = no effect that matters
undecided = undecided
hurts = hurts
clearly-hurts = clearly hurts
identical = identical
too-few = too few seeds
not-tried = not tried
not-measured = not measured yet
article-says = The article says: { $claim }
literature-says = The literature says: { $claim }
measured = We measured, at its best setting in each of { $n } { $n -> [one] case *[other] cases }: { $found }.
rescues-in = it rescues in { $n }
# Parts of what was measured, joined by `and-in`.
helps-in = it helps without rescuing in { $n }
nothing-in = it does nothing that matters in { $n }
hurts-in = it hurts in { $n }
undecided-in = it is undecided in { $n }
and-in = { $a }, { $b }
its-rescue = Its largest rescue: “{ $setting }” in “{ $case }”, { $with } against { $without } runs.
# One sentence after the other.
use-it-not = So use it for “{ $best }”, and not for “{ $worst }”, where “{ $setting }” hurts.
use-it = So use it for “{ $best }”; no harm was found.
improves-hurts = So it improves some runs, is not shown to rescue any, and hurts “{ $case }”.
nothing-hurts = So it is not shown to rescue anything here, and hurts “{ $case }”.
improves = So it improves runs, but is not shown to rescue any here.
left-out = So it may be left out here.
nothing-shown = So nothing is shown yet, neither for it nor against it.
unmeasured-here = Nothing of it was measured in the cases yet.
none-announced = No setting of it is announced.
open-settings = Announced, and not run yet: { $settings }.
announced = “{ $setting }”
one-class-withdrawn = Training on one class alone was withdrawn before it was run: scored against that class, it cannot be held against plain runs of all ten.
what-measured = What was measured
said = { $article } { $measured } <b>{ $so }</b>
largest-rescue = Largest rescue: { $setting }, { $case }
no-help = Where it does not help: { $setting }, { $case }
# A heading of rows of the picture.
controls = Controls, which must come out identical
# Before the name of a setting.
tip-then = { $tip }:{ " " }
show-them = Show them
cell-label = { $setting }, { $case }: { $line }
rates-brief = { $rates }; { $brief }
open-cells = { $open } of { $all } cells are not measured yet.
none-of-both = Nothing is measured of { $settings } { $settings -> [one] setting *[other] settings } and in { $cases } { $cases -> [one] case *[other] cases }.
none-of-settings = Nothing is measured of { $n } { $n -> [one] setting *[other] settings }.
none-in-cases = Nothing is measured in { $n } { $n -> [one] case *[other] cases }.
pairing = Equal seeds hardly make two runs alike: over the seeds, scores with and without a tip correlate by { $r } on average of { $n } cases. So only more seeds make an effect surer.
# What to know of a comparison that is opened from the board.
later = B is A until step { $step }; from there on it has the tip.
longer = Both runs are opened with the longer length: step { $step } of A is the plain run.
shorter = Both runs are opened with one length: what was measured of B is its step { $step }.
control = Both runs are the same: a control.
average = What is scored of B is the average of G, shown beside its samples.
record = Rescued { $rescued } of { $runs } such runs (case “{ $case }”)
record-hurts = Rescued { $rescued } of { $runs } such runs, and made them worse (case “{ $case }”)
record-harm = “{ $case }” reaches its target in { $with } runs with it, in { $without } without
without = Without “{ $tip }”
rescue-of = { $setting }, { $case }
no-record = Not measured in runs like this one

## cellwords
# A cell of the board: its rates, its effect, what was expected, its runs.
rate = { $some } of { $all }
of-samples = { $n } % of its samples
interval = { $low } to { $high }
# What an amount counts: "18 modes".
unit-modes = modes
unit-hq = of high quality
unit-precision = precision
unit-recall = recall
unit-coverage = coverage
times-real = { $n } times real samples
amount = { $n } { $unit }
times-distance = { $n } times the distance
fewer = { $n } { $unit } fewer
more = { $n } { $unit } more
# What the numbers of an effect count, as the head of a column: "0.04" of these, "3.2" of those.
unit-distance = times the distance
unit-more = { $unit } more
axis-distance = { $metric }, times real samples, lower is better
axis-amount = { $metric }, more is better
axis-modes = Modes
axis-hq = High-quality share
rates = rescued { $with }; the plain run { $without }
rates-healthy = { $with } reach the target; of plain runs { $without }
side = { $rate } reach the target ({ $interval })
side-diverged = { $rate } reach the target ({ $interval }), { $n } diverged
sentence = With “{ $setting }”, { $with } runs reach the target; without, { $without }. { $effect }
every-run-same = Every run is the same to the last bit.
distance-is = The distance is { $n } times what it is without.
it-has = It has { $more } than without.
undoes = It takes the cause away: what is left is a healthy run.
too-few = no verdict from { $n } { $n -> [one] seed *[other] seeds }: six are needed
rate-rescues = rescues by its rate; its effect is { $verdict }
rate-harms = reaches the target less often; its effect is { $verdict }
by-itself = { $interval } by itself
together = { $interval } together with all tips of this case
and-interval = { $a }, { $b }
with-intervals = { $effect } (95 % interval { $intervals })
with-interval = { $effect } ({ $interval })
share-better = Better with { $n } of { $all } seeds
expected = Expected { $what }: { $agreement }
expected-because = Expected { $what } ({ $why }): { $agreement }
better = better
worse = worse
no-effect = no effect
identical = identical to the last bit
came-out = so it came out
otherwise = it came out otherwise
not-decided = not decided
scored-average = Scored are the samples of the average of G.
scored-early = Scored are the first five snapshots of both; the target is that of the end.
line = { $verdict }; { $rates }; { $brief }
line-otherwise = { $verdict }, otherwise than expected; { $rates }; { $brief }
not-tried = not tried: { $reason }
title = { $setting }, in “{ $case }”
# The runs of a comparison, A and B, as heads of columns.
without = A, without
with-it = B, with it
target = Target
whole-target = Target: { $target }, each on average over the last five snapshots.
worst-tenth = Worst tenth
worst-few = Worst tenth, of fewer than ten the worst
high-quality = High quality
effect-share = { $effect }. { $share }.
expected-scored = { $expected }. { $scored }
open = Open this comparison
own-seeds = Try it with my seeds
native = Measured by the command line. A browser adds in another order: the same seed parts from it in the last digit of the second step, and ends elsewhere where a run is unsteady.
target-line = target
dots = { $axis }. One dot a seed, full where it reached the target.
dots-of-several = { $axis }. One dot a seed, full where it reached the whole target; the line is the bound on this number alone.
seeds-table = Every seed as a table
seed = Seed
reached = { $level }, target reached

## carry
# Whether a tip works at other rates, widths and lengths.
title = Does it carry over?
lead = Both runs at half and twice the rates, the widths and the length; the six are judged together.
table = Every variant as a table
variant = Variant
verdict = Verdict
effect = Effect, { $unit }
as-it-is = As it is
is-as-it-is = as it is
rate = rate
width = width
length = length
# A variant in a few letters, and spoken.
half = ½ { $what }
twice = 2 × { $what }
half-the = half the { $what }
twice-the = twice the { $what }
spoken = { $variant }: { $words }

## advice
healthy = Healthy: leave it alone
fails = Fails: { $data }
# "Energy distance at most 30 times real samples' and modes at least 6": when a run counts as rescued.
both = { $a } and { $b }
most-times = { $metric } at most { $n } times real samples'
least = { $metric } at least { $n }
most = { $metric } at most { $n }
energy = energy distance
frechet = Fréchet distance
modes = modes
hq = high-quality share
mode-kl = reverse KL over modes
diversity = diversity
not-measured = It was not measured yet.
leave = Leave it alone: { $rate } plain runs reach the target.
harm = These harm it most:
rescue = The plain run reaches the target in { $rate }. These rescue it:
too-few = The plain run reaches the target in { $rate }. No tip was measured with six seeds yet.
none = Measured with six seeds or more: { $n } { $n -> [one] setting, which is not *[other] settings, none of which is } shown to rescue it; the plain run reaches the target in { $rate }.
nearer = These bring it nearer:

## normal
# The lesson on normal losses: what the article says, what was measured, what follows.
article = The article says: the losses of a run that goes well lie within bounds; of DCGAN on digits, each half of D's between 0.5 and 0.8, G's between 1 and 2, and D right on 70 to 80 %.
areas = The article's numbers are the pale areas of the loss chart, moved to the chosen loss and labels.
follows = <b>{ $so }</b> { $areas }
measured = We measured, over the last snapshots of plain runs: { $found }
not-kept = We measured: not yet. Of the healthy cases ({ $cases }) the clinic keeps what metrics say, how far D's logits spread and what the doctor found, but no losses.
one-case = { $case } ({ $runs }), D's halves { $d-low } to { $d-high }, G { $g-low } to { $g-high }, D right on { $right-low } to { $right-high }.
one-run = one run
runs = { $n } runs
within = Within all of the article's numbers end { $good-normal } of { $good } runs that reach their target, and { $failed-normal } of { $failed } that miss it.
within-most = Within all of the article's numbers end { $good-normal } of { $good } runs that reach their target, and { $failed-normal } of { $failed } that miss it, of “{ $case }” alone { $most-normal } of { $most }.
shown-nothing = So nothing is shown yet, neither for these numbers nor against them.
tells = So the numbers tell good runs from failed ones here.
often-both = So a good run has such losses, but a failed one often has them too: look at the samples.
good-sign = So losses within the numbers are a good sign, but many good runs here have others: a loss outside them is no alarm.
tells-not = So the numbers do not tell good runs from failed ones here: look at the samples.
reach = { $case }: { $rate } reach the target
and-case = { $a }; { $b }
none-run = none was run yet

## metric
# Numbers that say how good samples are.
energy = Energy distance
modes = Modes covered
hq = High-quality samples
modes-fair = Modes with 1 % of a fair share
mode-kl = Reverse KL over modes
js = JS divergence on a grid, bits
sliced = Sliced Wasserstein distance
mmd = MMD, squared
frechet = Fréchet distance
kid = KID
precision = Precision
recall = Recall
density = Density
coverage = Coverage
class-kl = KL over classes
agreement = Label agreement
cas = Classification accuracy score
diversity = Diversity
duplicates = Duplicates
copying = Copies of { $n } training images
random-features = { $metric }, random features
average = { $metric }, average of G

## report
# What is taken home: the page to print, the charts, the film; and why something cannot be made.
# The language of the page to print, as in HTML.
lang = en
title = Saddle: a comparison of { $runs }
and-run = { $a }, { $b }
heading = A comparison of GANs
built = Saddle { $version }, build { $build }, { $date }. The same again: { $link }
data = Data: { $data }.
run = Run
what = What it is
steps = Steps
doctor = What the doctor says
samples = Samples
samples-alt = Samples of every run
charts = Charts
metrics = Metrics
metric = Metric
real-samples = Real samples
better = Better
less = less
more = more
# Small, behind the newest value of a metric.
step = step { $n }
losses = Losses
accuracy = D's accuracy
gradients = Gradient norms
# The networks, as names of curves.
d = D
g = G
real = real
fake = fake
real-score = real samples { $n }
axis-steps = steps
no-measures = Nothing is measured yet: train first.
no-samples = There are no samples yet.
no-pictures = There are no pictures yet.
no-run = The link has no such run.
not-in-zip = { $file } cannot be put into the zip: { $why }
no-zip = the zip cannot be written: { $why }
large-gif = a GIF of { $n } pixels; at most 65535 are possible
no-gif = the GIF cannot be written: { $why }
no-picture = the picture cannot be written: { $why }

## engine
# What engines say: of metrics that are missing, of a device, of what a run did by itself. In English each argument stands once, in the order of use.
halved = { $finding }: both learning rates halved ({ $n } of { $most })
too-few = { $metric }: at least { $needed } samples are needed and there are { $found }
not-finite = a sample holds a number that is not finite
none-good = { $metric }: no sample is of high quality
metrics = metrics
energy = energy distance
frechet = Fréchet distance
kid = KID
overlap = precision, recall, density and coverage
mode-kl = KL over modes
diversity = diversity
copying = copying
untested = { $part } cannot be tested on this GPU, so it is not used
wrong = this GPU computes { $part } wrongly, so it is not used
matmul = the matrix product
convolution = the convolution
transposed = the transposed convolution
batch-norm = batch norm
pair = the gradients of a small GAN
no-gpu = WebGPU did not start: { $why }
unread-gpu = the GPU cannot be read: { $why }
unread-device = the device cannot be read: { $why }
unread-weights = the weights cannot be read: { $why }
no-checkpoint = not a checkpoint: { $why }
no-optimizers = it does not know its optimizers
misfit = the checkpoint does not fit at { $name }

# What there is to learn: the article, the tour, lessons with bets, slow motion, the game of one number each, and the
# board of evidence.

## article

title = What a GAN is, and how to read this page
lead = A GAN (generative adversarial network) is a pair of neural networks that learn by playing against each other. The generator G turns random numbers into samples: here points in the plane, or small images. The discriminator D is the critic: it sees real samples and G's samples and has to tell which is which. D is trained to be right, G is trained to make D wrong. If neither wins for good, G's samples end up looking like the real ones, and D can only guess.
picture = The picture
picture-points = Open rings are real points, filled points are G's. The surface below is D's opinion: teal where D would say real, brown where it would say fake, no colour where it cannot tell. G's points drift from brown towards teal. When they get there, D learns that this place is not safe, and the colour moves on.
picture-images = For images you see what G makes of 64 fixed random inputs. They stay the same all the time, so you can follow one picture as it grows.
curves = The curves
curves-losses = The solid line is D's loss, the dashed one G's. Low is good for the player it belongs to, so they pull against each other and neither has to fall. Healthy is D's loss close to its dotted line: D cannot tell real from fake. A loss of D near 0 is a warning, because a critic that is always right gives G little to learn from.
curves-numbers = D's accuracy says the same in plain numbers: 50 % on both is guessing, 100 % on both means D has won. Gradient norms show how hard each network is being pushed.
comparison = The comparison
comparison-same = Runs A and B get the same data in the same order, the same noise and, where their networks have the same shapes, the same first weights. What differs between them comes from the switches in which they differ, and those rows are tinted.
# “Is it luck?” is the button of that name.
comparison-luck = One seed is one throw of the dice. Before you believe that a trick helps, roll the dice next to the seed and look again, or press “Is it luck?” below the runs: it trains all of them with ten seeds and says what stays. The link in the address bar holds the whole comparison: send it, and others see the same numbers.

## tour

# Heard by those who do not see the page.
label = Tour
train = Press Train. Two GANs learn in this tab: A is in trouble, B is the same GAN with one change.
picture = Rings are real points, filled dots are what each GAN makes. The closer they come, the better.
quality = Under each picture stands what became of the run, and how good its samples are.
tips = Each tip is switched on or off for one run, so you see what it does. Copy link sends others exactly this.
at = { $step } of { $all }
skip = Skip (Esc)
done = Done
next = Next

## lesson

title = Lessons
all = All lessons
# The six ways in, on the page of lessons and in a dialog.
doors = What would you like to see?
more = More to see
close = Close
dirac = The same game in its smallest form, with one number each, where all of it can be drawn: <a>two players, one number each</a>
every-tip = Every tip, and the comparison that shows it
lead = Each lesson opens the case in which its tip was measured to rescue most, without it in run A and with it in run B; a tip that rescues none opens the plain GAN. What differs is the tip, or the luck of one seed.
# The claim of the lesson that is of no tip.
normal-losses = What healthy losses look like, and what ours did.
bet-first = Bet first, then look: each lesson trains its comparison with three seeds, in the background.
# $bets is “Your bets: 2 of 3 right” (bet.ledger).
score = { $bets }. The first on each tip counts.
forget = Forget
forget-bets = Forget your bets
try-it = Try it
try-case = Try it: { $case }
# Heard by those who do not see the page; $words is one of the two above.
try-tip = { $words }, { $tip }
on-board = On the board: { $mark }, { $rates }.

## slow

button = Slow motion
title = One step in slow motion
close = Close
lead = One step of training, taken apart. Each step trains D once and then G, and then begins anew.
step = step { $step }
step-stage = step { $step } · stage { $stage } of { $all }
next = Next
next-step = Next step
first-step = Take a step
again = Once more
# One update of D or of G alone, or a step of both.
only-d = Only D
only-g = Only G
both = D and G
which-run = Run
run = Run { $letter }
by-itself = By itself
back = Back
tricks = Tricks that act here
weights = { $count } weights
latent = { $count } for each sample
right-on = right on { $real } and { $fake }
gradient = gradient { $length }

## game

# The parts of the drawn game.
latent = Random numbers
generator = Generator G
fakes = Fakes
reals = Real samples
discriminator = Discriminator D
loss-d = D's loss
loss-g = G's loss
update-d = D learns
update-g = G learns
# The ten stages of a step.
stage-draw = Random numbers are drawn. They are all that the generator starts from.
stage-make = The generator turns each handful of numbers into one fake.
stage-reals = As many real samples are drawn from the data.
# $measured is the next message, or “not measured in this step”.
stage-judge = The discriminator judges both, one by one. It was right on { $measured }.
right = { $real } of the real ones and { $fake } of the fakes
stage-loss-d = D's loss says how wrong it was: { $measured }.
stage-update-d = The way back: each weight of D learns in which direction it was to blame, and moves a little. The length of that gradient: { $measured }.
stage-turn = Now it is G's turn: new numbers, new fakes.
stage-again = D judges the new fakes. It only judges: in this half of the step D does not learn.
stage-loss-g = G's loss is low where D was fooled: { $measured }.
stage-update-g = The way back goes through D into G: D's own judgement tells G where to move. The length of that gradient: { $measured }. The step is done, and the fakes have moved.
unmeasured = not measured in this step

## dirac

# The Dirac-GAN: all real data is the number 0, G is the number θ, D is the slope ψ.
title = Two players, one number each
lead = The smallest GAN there is. All real data is the number 0. G has one number, θ: the only sample that it makes. D has one number, ψ: the slope of its opinion, which calls x the more real the larger ψ times x is. Both are done when θ and ψ are 0: then G makes what is real, and D cannot tell. Whether they get there depends on how they are trained.
numbers = The numbers of this walk
step = Step
distance = Distance to the goal
about = Nothing here is worked out beforehand: every step is one update of G and D by the code that trains all runs of this page, with gradient descent, and the eigenvalues are measured from such steps around the goal. They speak of its neighbourhood; a walk that begins far out may come nearer although one from beside the goal leaves it. WGAN cuts D's slope at ±1. After Mescheder, Geiger and Nowozin 2018, “Which Training Methods for GANs do actually Converge?”; consensus after Mescheder, Nowozin and Geiger 2017.
# A button follows.
stopped = The engine that plays this game has stopped: { $why }.{ " " }
again = Try again
fetching = The engine is being fetched.
# Heard by those who do not see the picture; $walk is the message of that name.
field = Theta across, psi up; arrows show where one step leads, lines two walks. { $walk }
# Of the legend under the picture.
start = start
end = end
yours = your walk
beside = begun beside the goal
goal = × goal
arrow = → one step from there
# At the axes of the picture.
axis-theta = G's number θ →
axis-psi = D's slope ψ ↑
trained = How they are trained
eigenvalues = The eigenvalues of one step
circle = The eigenvalues and the circle of length 1
circle-rule = |λ| above 1 spirals out, 1 circles, below 1 comes to rest: inside the dashed circle.
# Heard when it comes out otherwise: the method and what the pair does near the goal.
aloud = { $method } { $verdict }
order = Order of the steps
at-once = Both at once
in-turn = In turn: D, then G
rate = Step size
weight = Weight of the penalty
weight-only = WGAN-GP, R1, Consensus
noise = Noise
d-steps = Steps of D for each of G
start-theta = Start of G, θ
start-psi = Start of D, ψ
method-plain = Plain
method-noise = Instance noise
method-consensus = Consensus
does-plain = The usual loss. D turns its slope until it points away from G's number, G runs up D's slope. The nearer both are to 0, the less either of them brakes.
does-wasserstein = D's opinion is taken as it is, without a curve that flattens it, and D's slope is cut at 1. Each pushes the other as hard far away as it does near by.
does-gradient-penalty = WGAN whose D is pulled towards a slope of 1 or −1, wherever it is. But once G is right, the right slope is 0, so D never lets G rest.
does-r1 = The usual loss, and D pays for every slope on real samples. Where G is wrong a slope is worth its price; where G is right D becomes flat, and both rest.
does-noise = The usual loss, and both real and fake are blurred by noise before D sees them. Blurred samples overlap, so a steep D is wrong on many of them and becomes flat by itself.
does-consensus = The usual loss, and each player also pays for how hard the two are pulling. Both look for a place where nobody pulls, which here is the goal.
# What the pair does near the goal, after the name of a method or the length of the eigenvalue.
spirals-out = spirals out
thrown-out = is thrown out
circles = circles
spirals-in = spirals in
rests = comes to rest
never-rests = never rests
no-lambda = no λ
short = { $size }, { $verdict }
kink = There are no eigenvalues: at the goal the step has a kink. However near the pair comes, D's slope is pushed away from 0 as hard as before, so it never rests.
# The first of two sentences: two real eigenvalues, or a complex pair.
values-real = The eigenvalues of one step are { $longer } and { $shorter }.
values-turning = The eigenvalues of one step are { $real } ± { $imaginary } i.
# The subject of the second sentence, which is one of the three after it.
longer = The longer, |λ|,
length = Their length |λ|
means-out = { $what } is above 1: near the goal a step makes the distance, on the whole, { $size } times as long. The pair is driven away, however close it begins.
means-in = { $what } is below 1: near the goal a step makes the distance, on the whole, { $size } times as long. The pair comes to rest.
means-around = { $what } is 1: near the goal a step neither shortens the distance nor lengthens it. The pair circles.
both-sentences = { $values } { $means }
# $yours and $beside are one of the two below.
walk = From θ = { $theta }, ψ = { $psi }: { $yours } From beside the goal: { $beside }
walk-left = after { $steps } steps further than { $far } away.
walk-stayed = { $before } away at the start, { $after } away after { $steps } steps.

## board

title = What was measured
loading = The measurements are loading.
missing = The measurements could not be loaded. Everything else on this page works without them.
first = The first board (healthy runs, sign test)
controls = Controls: must come out exactly zero
lead = Each row was written down with what is expected before it was trained. Two runs that differ in the tip alone see the same data and noise, and where their networks have the same shapes they start from the same weights; each seed makes one pair of them. All rows come from one machine, with one size and length for each data set and every other setting fixed. So a row says what a tip does in this setting, not the best that it can do.
how = The number is the mean of run B minus run A with its standard error. A verdict is an exact sign test over the pairs: p is the probability that luck alone makes them so uneven, and below 0.05 it is called an effect. With ten pairs that takes nine on one side, so no effect means none that ten seeds can tell.
how-luck = { $how } No correction is made for the number of rows: among { $judged }, up to { $luck } would look like an effect by luck alone.
# $how is one of the two above.
how-measured = { $how } Measured with Saddle { $version }, { $date }.
# How many rows; “, ” and “. ” stand between and after them.
help = <b>{ $rows }</b> help
without-effect = <b>{ $rows }</b> without effect
hurt = <b>{ $rows }</b> hurt
between = ,{ " " }
after = .{ " " }
data = Data set of the rows
all-data = All data sets
setting = { $data }, { $extent }.
mean = Mean { $change }
mean-real = Mean { $change }, real { $floor }

## bet

legend = What do you expect of B?
# Goes on with the legend, for those who do not see whose card it is.
legend-tip = { " " }({ $tip })
runs-done = { $done } of { $all } runs are done
told = You said { $said }. Measured: { $measured }.
# What A is: in what it differs, and its data.
side = { $what }, { $data }
side-longer = A, trained on to step { $step }
side-judged = { $what }, which is judged
busy = Another bet is running
run = Run three seeds
stop = Stop
again = Bet again
# Heard by those who do not see whose button it is.
words-tip = { $words }: { $tip }
broke = The runs stopped: { $why }
all-steps = Steps of all six runs
work = { $runs } runs of { $steps } steps
work-two = { $runs } runs of { $steps } steps, { $others } of { $longer }
right = Your bet was right
wrong = Your bet was wrong
average = On average, { $effect }.
recalled = { $luck } Measured earlier in this visit.
# Also after “You said” and, with how many seeds, after “Measured:”.
better = better
worse = worse
same = no clear difference
equal = exactly equal
ties = equal
choose-same = No clear difference
choose-better = Better
choose-worse = Worse
better-that-is = Better: { $promise }
worse-that-is = Worse: { $promise }
energy-lower = lower energy distance
energy-higher = higher energy distance
frechet-lower = lower Fréchet distance
frechet-higher = higher Fréchet distance
modes-more = more modes covered
modes-fewer = fewer modes covered
hq-more = more high-quality samples
hq-fewer = fewer high-quality samples
in-seeds = { $word } in { $count } of { $seeds }
unclear = { $told } (no clear difference)
luck-exact = The same number to the last bit with every seed.
luck-three = Three seeds show only large differences.
luck-chance = A trick that does nothing comes out three of three once in four times.
on-board = On the board: { $verdict }, { $word } in { $count } of { $seeds } seeds.
ledger = Your bets: { $right } of { $all } right

## evidence

open = Open this comparison
open-of = Open this comparison: { $what }
# Between items of a list.
comma = ,{ " " }
helps = helps here
no-effect = no effect here
hurts = hurts here
unmeasured = not measured yet
diverged = every pair diverged
zero = exactly zero
not-zero = not zero
not-shown = Not shown by these seeds
as-article = As the article says
as-expected = As expected
not-article = Differs from what the article says
not-expected = Differs from what was expected
lower = { $label }, lower is better
higher = { $label }, higher is better
# The label of a metric where run B is measured by the average of G.
with-average = { $label }, with it of the average of G
change = { $without } to { $with }
better = { $count } better
equal = { $count } equal
worse = { $count } worse
count = { $parts } of { $all }
p-below = p below 0.001
lost-with = { $count } of { $seeds } runs diverged with it
lost-without = { $count } of { $seeds } runs diverged without it
lost-both = { $without } of { $seeds } runs diverged without it, { $with } with it
# $because is where the expectation comes from, as it was written down: in English.
expected-better = Expected better: { $because }
expected-worse = Expected worse: { $because }
expected-none = Expected no effect: { $because }
expected-identical = Expected identical to the last bit: { $because }
extent = { $steps } steps, { $seeds } seeds
extent-two = { $base } against { $variant } steps, { $seeds } seeds
seeds = { $seeds } seeds
remark-mirrored = Opens without the mirrored layer, which the page cannot set
remark-longer = Opens with the longer run for both: step { $step } is the base
controls-open = They are not measured yet.
controls-some = { $zero } did, { $open } are not measured yet.
controls-zero = All { $all } did.
controls-bad = { $bad } of { $all } did not: something is wrong with the measurement.
surprises = { $rows } { $rows -> [one] differs *[other] differ } from what was expected
rows-diverged = { $rows } with no pair left, because runs diverged
rows-open = { $rows } not measured yet
# A recipe's figures.
every-run-diverged = every run diverged
target-reached = target reached
target-missed = target missed ({ $goals })
both-reached = both targets reached
none-reached = no target reached ({ $goals })
all-reached = all { $all } targets reached
some-reached = { $reached } of { $all } targets reached
figure = { $name } { $value }
summary = { $figures }: { $verdict }
one-seed = One seed
over-seeds = Mean and standard deviation over { $seeds } seeds
basis-average = { $basis }, average of G
basis-lost = { $basis }; { $runs } more diverged
modes = modes
hq = high quality
energy = energy distance
frechet = Fréchet distance
goal-most = { $least } on { $share } of 100 seeds
goal-floor = at most { $times } times what real samples score
goal-gaussian = below a Gaussian fitted to each class

## own
title = Your own data
close = Close
lead = Images: PNG or JPEG, a folder or zip of them, IDX as MNIST has it, npy, npz, CIFAR-10, CSV of pixels. Points: a table, or draw them. Drop files anywhere on the page; they stay in this browser.
choose-files = Choose files
choose-folder = Choose a folder
# On the card of a run that waits for own data.
wants-points = Train on your own points: draw them, or two columns of a table or of an array.
wants-images = Train on your own images: pictures, a folder or zip of them, MNIST and its family, npy, CSV.
draw-or-others = Draw, or other ways
other-ways = Other ways
or-drop = Or drop them here. They stay in this browser.
change = Change data
# Names of files, or addresses, one after the other.
hosts = { $all } and { $next }
many-files = { $count } files
reading = Reading
reading-of = Reading: { $done } of { $all } files
fetching = Fetching
# Of which size is not known: "Fetching: 1.2 MB".
fetching-so-far = Fetching: { $done }
fetching-of = Fetching: { $done } of { $all }
mnist = 5,000 handwritten digits of 28 × 28 pixels, fetched once from this site (0.9 MB) and kept by the browser.
fetch-again = Fetch again
fetch-address = Fetch from an address
addresses = Addresses
addresses-note = Several, as images and labels, one after the other. With #SHA-256 behind an address, what comes is held against it.
asks-for-it = Asks { $hosts } for it, and nobody else.
asks-for-them = Asks { $hosts } for them, and nobody else.
no-address = { $word } is no address: accepted is https://…
fashion = 60,000 pictures of clothes, 28 × 28 pixels, in ten classes: Han Xiao, Kashif Rasul and Roland Vollgraf of Zalando, 2017; MIT licence. Nothing is asked for before you press Fetch; what comes is held against its SHA-256 and kept by the browser.
# Of a file: "26.4 MB, SHA-256 3aede38d…".
size-and-hash = { $size }, SHA-256 { $hash }
fetch = Fetch
# What a file is called whose address ends with no name.
nameless = the file
# What a table is called that was pasted.
pasted = the pasted table
paste = Paste a table
table = Table
paste-hint = Copied from a spreadsheet: two columns of numbers, or more to choose from
read-table = Read the table
# What a drawing is called where files have their names.
drawing = Drawing
no-worker = the browser did not start a worker to read files
outdated = The page is older than the server's: reload it.
unread = These files could not be read: { $why }
drawing-failed = The drawing cannot be trained on: { $why }
# On a run's card, behind the names of the files.
about-images = { $side } × { $side } pixels
about-points = across { $across }, up { $up }
# "height 148 to 192": what an axis spans.
axis = { $name } { $low } to { $high }

## sets
# The user's data that this browser keeps, and data that a link names.
title = Kept in this browser
keep = Keep in this browser
use = Use
# Of a set: "60 000 samples, 28 × 28 pixels, 47.1 MB, hash 0123456789abcdef".
facts = { $count } samples, { $about }, { $size }, hash { $hash }
room = { $kept } kept here. This site uses { $used } of the { $quota } that the browser gives it.
full = There is no room left in this browser for these data: nothing of them is kept.
refused = This browser keeps no data here: a private window, or storage that is blocked or does not answer.
wiped = The browser threw these data away: choose the files again.
newer = A newer Saddle keeps its data here, which this page must not touch: reload the page.
broken = The browser could not do that with its kept data: { $why }
wanted = The link was made on { $name }: { $count } samples, hash { $hash }. Choose these data; before training you are told whether yours are the same.
same = The same data as the link's (hash { $hash }): the runs begin as the link says.
other = Other data than the link's: here the hash is { $hash }.

## preview
images = { $count } images of { $side } × { $side } pixels
images-in-colour = { $count } images of { $side } × { $side } pixels in colour
points = { $count } points
again = The runs start again from step 0; Undo brings them back.
use = Use this data
left-out = { $count } left out
images-label = Some of the images, as the discriminator will see them
numbers = As the discriminator will see them. Numbers from { $low } to { $high } in the files, { $levels } levels of grey for D.
numbers-in-colour = As the discriminator will see them. Numbers from { $low } to { $high } in the files, { $levels } levels of each colour for D.
side = Pixels on a side
as-they-are = As they are
turn = Turn EMNIST upright
in-grey = In grey
# The array of an npz file that holds the images.
array = Array
no-classes = No classes: for runs by class add a file of labels, or a folder for each.
classes = Images of each class
# The axes of a plot, each with the column of the table that it shows.
across = Across
up = Up
points-label = { $across } from { $left } to { $right } across, { $up } from { $low } to { $high } up
# Each axis as "height 170 ± 7".
scaled = For training each axis is scaled to mean 0 and spread 1: { $across }, { $up }.

## draw
title = Draw points
count = { $n } of { $most } points
count-full = { $most } points: as many as a link holds
# What lacks is said by others: "at least 10 points".
count-lacks = { $n } of { $most } points; to train takes { $lack }
use = Use this drawing
in-link = The points go into the link: whoever opens it trains on the same.
brush = Brush
fine = Fine
medium = Medium
broad = Broad
erase = Erase
# Whether what is drawn is drawn in a mirror too.
mirror = Mirror
undo = Undo
clear = Clear
begin = Begin with
moons = Moons
spiral = Spiral
picture = A picture
letters = Letters
write = Write
nothing-dark = There is nothing dark in it.
no-picture = This file is no picture of pixels, as PNG or JPEG.
paper = Paper: paint points with the pointer, or move with the arrow keys and paint with the space bar

## keep
button = Runs
title = Your runs
button-hint = Your runs: what this browser has kept
close = Close
go-on = Go on
anew = Begin anew: what was trained stays in Your runs
elsewhere = Another tab trains these runs. This one only shows them.
take-over = Take over here
taken-over = Another tab has taken these runs over. This one only shows them now.
save-open = Save the open one as a file
load = Load a file
load-whole = Load what is whole
awake = Keep the screen awake while runs train
delete-all = Delete all but open and pinned ones
name = Name
open-now = Open now
open = Open
pin = Pin
pin-hint = Stays whatever room is needed
save = Save
delete = Delete
undo = Undo
# In place of a name: "Deleted: runs that cannot be read".
unreadable = runs that cannot be read
facts = { $data } · step { $step } · { $when } · { $size }
no-longer-kept = These runs are no longer kept.
nothing-to-save = There is nothing to save yet: train some steps, and pause.
not-taken = The browser did not take the file.
too-large = { $name } is larger than { $size }.
not-read = { $name } could not be read: was it moved or changed?
not-loaded = { $name } cannot be loaded: { $why }.
damaged = { $name } is damaged.
nothing-whole = { $name } is damaged; nothing can be made of it.
# Damaged parts follow.
not-gone-on = These runs cannot be gone on with:
# A sentence, and then what is damaged.
with-lines = { $text } { $lines }.
both-lines = { $all }; { $next }
some-damaged = Not all of it could be read: { $lines }. The rest is here.
lacks-data = These runs were trained on { $names }, which could not be kept. Choose it again: they go on where they were.
lacks-data-of = These runs were trained on { $names } ({ $size }), which could not be kept. Choose it again: they go on where they were.
no-reason = the browser does not say why

## take
title = Take it home
button = Take home
button-hint = Pictures, a film, charts, numbers and code as files
of-run = Take home run { $run }
of-all = Take home all runs
close = Close
samples = Samples
about-samples = as they are now, all runs side by side
film = Film
about-film = the same latent vectors through time, with the step
charts = Charts
about-charts = losses, accuracies, gradients and every metric
numbers = Numbers
about-numbers = every step and every snapshot, two tables
code = Code
about-code = a script for PyTorch, or a program for Burn in Rust, that trains exactly this GAN; of all runs, that of A
report = Report
about-report = one page to print, with everything that matters
# "Samples as PNG".
as-format = { $what } as { $format }
everything = Everything in one zip
run = Run { $run }
all-runs = All runs
whose = Whose film and code
length = Length of the film
seconds = { $n } s
seconds-of-film = { $n } s of film
nothing-uploaded = Made in this browser: nothing is uploaded.
progress = How far the file is
stop = Stop
saved = { $name } is saved
not-made = The file could not be made: { $why }
no-worker = The browser did not start a worker to make files.
outdated = The page is older than the server's: reload it.
not-taken = The browser did not take the file.
lost = The file got lost.
no-room = The browser has no room for the file.

## kept
unnamed = Unnamed
minutes = { $n } { $n -> [one] minute *[other] minutes } ago
hours = { $n } { $n -> [one] hour *[other] hours } ago
days = { $n } { $n -> [one] day *[other] days } ago
just-now = just now
nothing = Nothing is kept yet. Train: from the first second on this browser keeps the comparison, so that a reload loses nothing.
room = { $kept } of { $limit } kept; what was used longest ago goes first, never what is pinned or open.
room-of-site = { $room } This site uses { $used } of the { $quota } that the browser gives it.
deleted = Deleted: { $name }
deleted-many = Deleted: { $count } comparisons
goes-on = Go on where you were: { $runs } at step { $step }
forked = forked from { $run } at step { $step }
same-as-a = the same as A
# What differs, or the verdict, of one run; and of several.
of-run = { $run }: { $what }
both-changes = { $all }, { $next }
both-runs = { $all }; { $next }
both-verdicts = { $all }, { $next }
# "Energy distance 0.012 (B)": the best value of the first metric, and of which run.
best = { $metric } { $value }
best-of = { $metric } { $value } ({ $run })
# Parts of what is kept: what is damaged is called by them.
settings = the settings
losses = run { $run }'s losses of steps { $from } to { $to }
metrics = run { $run }'s metrics
clock = run { $run }'s clock
newest-checkpoint = run { $run }'s newest checkpoint
root = the checkpoint that run { $run }'s fork began with
snapshot = run { $run }'s snapshot at step { $step }
your-data = your data
damage = { $part }: { $why }
damage-at = { $part }, from byte { $byte }: { $why }
more = and { $count } more
# Names of comparisons, one of each list: "Quiet heron". Words of a list stand apart by blanks.
how = Amber Brave Brisk Calm Clear Coral Crisp Dusky Early Fair Fleet Gentle Golden Hazel Hidden Ivory Jolly Keen Late Lively Lucky Mellow Misty Noble Pale Quiet Rapid Silver Steady Sunny Tidy Warm
who = badger beaver bison crane curlew deer dipper falcon finch fox hare heron ibex jay kestrel lark lynx magpie marten mole otter owl plover raven robin seal shrew stork swift tern vole wren
called = { $how } { $who }
numbered = { $name } { $n }

## shelf
blocked = This browser keeps nothing here (a private window, or storage is blocked): a reload loses these runs.
full = There is no room left to keep these runs: a reload loses what comes from now on.
wiped = The browser threw away what was kept of these runs; it is kept again from here.
newer-store = A newer Saddle keeps its runs here, which this page must not touch. Reload the page; until then a reload loses these runs.
silent = The browser's storage does not answer: a reload loses what comes from now on, until it does.
broken = These runs could not be kept ({ $why }): a reload loses what comes from now on.
# Why a part of what is kept cannot be used; they stand behind a colon.
foreign = not written by Saddle
newer = written by a newer Saddle (format { $found }, this one reads up to { $own })
other = another record stands there
cut = cut short: { $have } of { $need } bytes
changed = its bytes have changed since it was written
absurd = it holds what cannot be: { $what }
not-its-kind = not what its kind holds
no-such-parts = parts that there are not
list-numbers = numbers of its list
bad-end = a run that diverged where none can
run-count = no runs, or more than four
fork-of-none = a fork of a run that is not there
fork-too-early = a fork from before its run began
unlike-runs = runs on different data or of different lengths
too-many-edits = too many edits
bad-edits = edits that could not have been made
clock-back = a clock that goes back
too-far = a step beyond the losses that are there
metric-order = metrics out of order
bad-picture = a picture whose numbers do not fit
too-many-steps = more steps than a run can have
bad-piece = a piece of a history that is too long or empty

## data
# Why there is no data to train on.
no-files = this data set needs your own files: choose pictures, IDX, npy, npz, CIFAR-10 or CSV, or a zip of them
file-count = { $found } files with { $images } of images and { $labels } of labels; accepted is one of images and at most one of labels
no-images = { $name } holds labels; a file of images is needed too
side = images of { $found } pixels on a side; accepted are 8, 16, 28, 32, 64 and 128
one-table = { $found } files; accepted is one table or array of points
unreadable = { $name } cannot be read: it was moved or changed since it was chosen; choose it again
fetch = { $name } could not be fetched: { $why }
hash = { $name } is not what was expected (another SHA-256): it came cut short or changed; fetch it again
no-room = the browser has no memory for so much; choose fewer or smaller files
label-count = { $labels } labels for { $images } images; the numbers must be equal
too-few = { $found } images; at least { $least } are needed
no-labels = { $key } needs the class of every image: choose a file of labels too
label = label { $found }; accepted are the classes 0 to 9
none-of-class = no image of class { $class } to train on
none-of-few = none of the { $count } images to train on is of class { $class }: data.count must be larger
state = the checkpoint belongs to other data
damaged = what was kept of your data is damaged; choose the files again
# Why something could not be fetched.
server-says = the server says { $status }
empty-answer = an empty answer
broke-off = it broke off on the way
too-large = it is larger than 256 MB, which is the most
no-answer = no answer: is the network there?
no-access = the browser may not read it: either nothing answers there, or that server does not let other sites read its files (CORS). Download the file and choose it here
# A column of a table that has no name.
column = column { $n }
no-folder = no folder
# What was done to the files, sentence by sentence.
of-file = { $name }: { $note }
some-images = { $most } of { $count } images are used, spread evenly
some-pictures = { $most } of { $count } pictures are used, spread evenly
some-points = { $most } of { $count } points are used, spread evenly
brought = { $name }: { $width } x { $height } pixels are brought to { $side } x { $side }
grey = colours are trained on as grey
emnist = { $name }: this looks like EMNIST, whose images lie transposed unless they are turned
few-levels = only { $levels } levels of grey: are the values what they should be?
cut-short = cut short: { $whole } of { $promised } samples are whole, and used
elements-left = { $count } elements after the last that its header promises are left out
points-left = { $count } points are left out: not finite
columns-used = of { $count } columns { $across } and { $up } are used
arrays-left = images are { $chosen }, left out are { $others }

## skipped
one = left out: { $why }
several = { $count } are left out, the first: { $why }
rows = { $count } { $count -> [one] row is *[other] rows are } left out: { $why } (the first: { $place })
few-pixels = { $name }: fewer than { $side } pixels
small = { $name }: { $width } x { $height } pixels, fewer than { $side }
not-finite = { $name }, image { $image }: not finite
# Why a row of a table is left out.
missing = a missing value
text = text instead of a number
other-columns = another number of columns

## fault
# What is wrong with a file. Each is one sentence, "a.csv, row 3, column 2: 'x'; expected a number", of what was found
# and of what was expected.
file = { $name }: { $found }; expected { $expected }
file-at = { $name }, { $place }: { $found }; expected { $expected }
nameless = a file without a name
byte = byte { $at }
sample = sample { $at }
row = row { $row }
cell = row { $row }, column { $column }
# What was found in a file of a zip.
within = { $name }: { $found }
whole-file = the whole file; fetch it again
whole-zip = the whole zip; fetch it again
# Archives.
zip-damaged = a damaged or cut zip ({ $why })
too-many-entries = a zip of more than 200,000 entries
as-many = at most as many
unpacks-to-more = a zip that unpacks to more
unpacked-most = at most 256 MB unpacked
damaged-in-zip = damaged in its zip ({ $why })
locked = locked with a password
unlocked = a zip without one
zip-method = packed in its zip by method { $method }
stored-or-deflated = stored or deflated
bomb = it unpacks to more than 200 times its size
no-bomb = no zip bomb
zip-in-zip = a zip in a zip
its-files = its files
empty-zip = an empty zip
zip-with-files = a zip with files in it
zip-of-tables = a zip of { $count } tables
gzip-levels = gzip in gzip in gzip
two-levels = at most two levels
gzip-damaged = damaged gzip ({ $why }) after { $count } unpacked bytes
gzip-more = the gzip unpacks to more
large-file = a file of more than 256 MB
as-much = at most as much
# Other kinds of files, and what is needed of them.
read = PNG, JPEG, zip, IDX, npy, npz, CIFAR-10 (binary) or CSV, each also in gzip
empty-file = an empty file
web-page = this is a web page, the download failed
unknown = unknown, it begins with { $bytes }
xz = packed with xz
bzip2 = packed with bzip2
zstd = packed with zstd
unpacked-file = the file unpacked, or packed with gzip
seven-zip = a 7z archive
rar = a RAR archive
tar = a tar archive
files-or-zip = its files, or a zip of them
pickle = a Python pickle
no-pickle = the binary version of CIFAR-10, or the array saved as npy
hdf5 = an HDF5 file
matlab = a MATLAB file
as-npy = its arrays saved as npy or npz
parquet = a Parquet file
excel = an old Excel or Word file
as-csv = its table saved as CSV
pdf = a PDF
pictures-or-table = pictures or a table
gif = a GIF
webp = a WebP picture
heic = a HEIC picture
avif = an AVIF picture
tiff = a TIFF picture
as-png = the picture saved as PNG
as-png-or-jpeg = the picture saved as PNG or JPEG
# Arrays.
array-of-shape = an array of shape ({ $sizes })
image-shapes = images of at least 8 x 8 pixels: (N, height, width), (N, height, width, channels), (N, channels, height, width) or (N, height * height)
label-shapes = labels: (N,), (N, 1), or one-hot rows of at most 62 classes
point-shape = points: (N, 2)
not-one-hot = a row that is not one-hot
single-one = a single 1 among zeros
a-column = a column { $n }
uncountable = a shape of more elements than can be counted
fitting-shape = a shape that fits the file
no-elements = an array without elements
some-kind = images, labels or points
cut-after = cut short after { $there } of { $all } elements
no-cifar = no CIFAR-10
cifar-rows = rows of 3073 bytes, the first a label from 0 to 9
cut-bytes = cut short: { $count } bytes
idx-least = an IDX header of at least 8
idx-header = an IDX header of { $size }
idx-type = the type { $code } of IDX elements
idx-types = one of 0x08, 0x09, 0x0b, 0x0c, 0x0d and 0x0e
dimensions = { $count } dimensions
idx-dimensions = 1 or 2 (labels or points) or 3 or 4 (images)
promises-more = the header promises { $count } samples of more than 256 MB together
most-bytes = at most 256 MB
bad-label = label { $label }
whole-classes = whole classes from 0 to 61
npy-whole-header = a whole npy header
npy-version = version { $version } of npy
npy-versions = 1, 2 or 3
npy-types = numbers (|u1, |i1, |b1, <u2, <i2, <u4, <i4, <u8, <i8, <f2, <f4, <f8, or with >)
objects = an array of Python objects
texts = an array of text
complex = an array of complex numbers
structures = an array of structures
elements-of-type = an array of elements of type '{ $kind }'
no-npy-header = no npy header
the-key = the key '{ $key }'
key-missing = a key is missing
npy-keys = descr, fortran_order and shape
quoted = '{ $what }'
text-in-quotes = a text in quotes
true-or-false = True or False
eight-sizes = a shape of at most eight sizes
no-such-array = no images in an array { $name }
one-of = one of { $names }
several-arrays = several arrays of images
choice-of-one = the choice of one: { $names }
# Pictures.
damaged-picture = a damaged { $format } ({ $why })
whole-picture = a whole picture
bytes-too-few = a picture too large for its bytes
png-of-its-size = a PNG of its size
jpeg-without-size = a JPEG without a size
whole-jpeg = a whole JPEG
picture-of = a picture of { $width } x { $height } pixels
picture-sizes = at least 8 x 8, and at most 50 million pixels
picture-of-bytes = a picture of { $width } x { $height } pixels in { $bytes } bytes
pixels-a-byte = at most 200 pixels a byte
# By the browser, which does not say what is wrong with it.
broken-picture = a damaged picture
a-whole-one = a whole one
undrawn-picture = a picture that cannot be read
another = another
undecoded-picture = a picture, which this browser does not decode in a worker
another-browser = another browser
# Tables.
other-text = text of more than 64 MB that is not in UTF-8
utf8 = UTF-8
no-table = text without a table of numbers
pixel-table = a table of pixels: n * n columns (n from 8 on), with one of labels or ten of one-hot labels
column-count = a table of { $count } columns
no-row = no row of numbers
number-rows = rows of numbers
no-classes = neither the first nor the last column holds classes
no-ten-columns = no ten columns of one-hot labels
classes-or-one-hot = whole classes from 0 to 61, or one 1 among zeros
two-columns = two columns of numbers, separated by tabs, semicolons, commas or blanks
number = a number
no-column = no column { $name }
varying-columns = { $found } of { $count } columns with numbers that vary
# Points.
images = images
points-or-array = points: a table or an array (N, 2)
table = a table
single-table = one table
point-count = { $count } points
least-points = at least 10
constant = { $name } is { $mean } in every row
varying = numbers that vary
no-spread = { $name } has no finite spread
spread-numbers = numbers from 1e-150 to 1e150
unnamed-columns = an array, whose columns have no names
columns-by-number = columns by number, from 1
