// ------------------------------------------------------------------ losses

// With r = D(real), f = D(fake): logits, oriented so that high means real.

/// log(1 + exp(x)) //? softplus
fn softplus(x: Tensor<2>) -> Tensor<2> { //? softplus
    log_sigmoid(x.neg()).neg()
}

/// Cross entropy with the probability `targets` of being real. //? ns|minimax
fn towards(x: Tensor<2>, targets: Tensor<2>) -> Tensor<1> { //? ns|minimax
    (softplus(x.clone()) - targets * x).mean()
}

/// Half the squared distance (Mao et al. 2017, equation 9). //? ls
fn towards(x: Tensor<2>, targets: Tensor<2>) -> Tensor<1> { //? ls
    let far = x - targets;
    (far.clone() * far).mean().mul_scalar(0.5)
}

/// Beyond a margin of 1 nothing is gained (Lim and Ye 2017). //? hinge
fn towards(x: Tensor<2>, targets: Tensor<2>) -> Tensor<1> { //? hinge
    let (above, below) = (relu(x.clone().neg().add_scalar(1.0)), relu(x.add_scalar(1.0)));
    (targets.clone() * above + targets.neg().add_scalar(1.0) * below).mean()
}

/// Small when `higher` is judged more real than `lower`. //? relativistic
fn ranked(higher: Tensor<2>, lower: Tensor<2>) -> Tensor<1> { //? relativistic
    softplus(lower - higher).mean()
}

/// The same against the mean of the others. //? ra
fn ranked_on_average(higher: Tensor<2>, lower: Tensor<2>) -> Tensor<1> { //? ra
    let (mean_higher, mean_lower) = (higher.clone().mean_dim(0), lower.clone().mean_dim(0));
    (ranked(higher, mean_lower) + ranked(mean_higher, lower)).mul_scalar(0.5)
}

fn loss_of_d(r: Tensor<2>, f: Tensor<2>, [real, fake]: [Tensor<2>; 2]) -> Tensor<1> { //? labelled
    towards(r, real) + towards(f, fake)
}

fn loss_of_d(r: Tensor<2>, f: Tensor<2>) -> Tensor<1> { //? !labelled
    f.mean() - r.mean() //? wasserstein
    ranked(r, f) //? rp
    ranked_on_average(r, f) //? ra
}

fn loss_of_g(r: Tensor<2>, f: Tensor<2>) -> Tensor<1> { //? relativistic
    ranked(f, r) //? rp
    ranked_on_average(f, r) //? ra
}

fn loss_of_g(f: Tensor<2>) -> Tensor<1> { //? !relativistic
    softplus(f.neg()).mean() //? ns
    softplus(f).mean().neg() //? minimax
    f.sub_scalar(1.0).square().mean().mul_scalar(0.5) //? ls
    f.mean().neg() //? hinge|wasserstein
}

/// With swapped labels D calls real 0 and fake 1: the same game in a mirror. //? swap
fn oriented(logits: Tensor<2>) -> Tensor<2> { //? swap
    logits.neg().add_scalar(1.0) //? ls
    logits.neg() //? !ls
}

/// Squared norm of each sample's gradient. //? penalised
fn square_norms(gradient: Tensor<2>) -> Tensor<2> { //? penalised
    (gradient.clone() * gradient).sum_dim(1)
}

/// Gamma / 2 times the mean squared norm (Mescheder et al. 2018, equation 9). //? r1r2
fn zero_centred(gradients: &[Tensor<2>], rows: std::ops::Range<usize>, gamma: f64) -> Tensor<1> { //? r1r2
    let terms = gradients.iter().map(|g| square_norms(g.clone().slice([rows.clone()])).mean());
    let sum = terms.reduce(|a, b| a + b).expect("a gradient");
    sum.mul_scalar(gamma / 2.0 / gradients.len() as f64)
}

/// The mean squared distance of the norm from 1 (Gulrajani et al. 2017, equation 3). //? gp
fn one_centred(gradients: &[Tensor<2>], weight: f64) -> Tensor<1> { //? gp
    let far = |g: &Tensor<2>| square_norms(g.clone()).add_scalar(1e-12).sqrt().sub_scalar(1.0);
    let terms = gradients.iter().map(|g| far(g).square().mean());
    let sum = terms.reduce(|a, b| a + b).expect("a gradient");
    sum.mul_scalar(weight / gradients.len() as f64)
}
