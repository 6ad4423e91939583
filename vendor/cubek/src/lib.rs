#[cfg(feature = "quantization")]
pub use cubek_quant as quantization;

#[cfg(feature = "random")]
pub use cubek_random as random;

#[cfg(feature = "reduce")]
pub use cubek_reduce as reduce;

#[cfg(feature = "matmul")]
pub mod matmul;

#[cfg(feature = "convolution")]
pub use cubek_convolution as convolution;

#[cfg(feature = "attention")]
pub use cubek_attention as attention;

#[cfg(feature = "interpolate")]
pub use cubek_interpolate as interpolate;

#[cfg(feature = "pool")]
pub use cubek_pool as pool;

#[cfg(feature = "stdlib")]
pub use cubek_std as std;

#[cfg(feature = "tile")]
pub use cubek_tile as tile;

#[cfg(feature = "fft")]
pub use cubek_fft as fft;

pub use cubecl;
