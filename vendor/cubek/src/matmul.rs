//! `cubek_matmul` with [`launch::launch_ref`] before it.

pub use cubek_matmul::*;

#[cfg(feature = "stdlib")]
mod small_tile;

/// The public launch entry point.
#[cfg(feature = "stdlib")]
pub mod launch {
    use cubecl::{client::Client, prelude::*};
    use cubek_matmul::{
        definition::{MatmulElems, MatmulSetupError},
        strategy::Strategy,
    };
    use cubek_std::InputBinding;

    use super::small_tile;

    /// As `cubek_matmul::launch::launch_ref`, but what it would choose itself (`Strategy::Auto`) is the
    /// small tile where the device has no matrix instructions and the tile can compute the product.
    ///
    /// # Errors
    /// As there.
    #[allow(clippy::result_large_err)]
    pub fn launch_ref(
        strategy: &Strategy,
        client: &Client,
        lhs: InputBinding,
        rhs: InputBinding,
        out: TensorBinding,
        dtypes: &mut MatmulElems,
    ) -> Result<(), MatmulSetupError> {
        match (strategy, lhs, rhs) {
            (Strategy::Auto, InputBinding::Normal(lhs, _), InputBinding::Normal(rhs, _))
                if small_tile::computes(client, &lhs, &rhs, &out, dtypes) =>
            {
                small_tile::launch(client, lhs, rhs, out, dtypes.acc_global);
                Ok(())
            }
            (_, lhs, rhs) => cubek_matmul::launch::launch_ref(strategy, client, lhs, rhs, out, dtypes),
        }
    }
}
