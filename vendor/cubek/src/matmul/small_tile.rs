//! A matrix product for devices without matrix instructions: a small square of outputs a unit, unrolled,
//! and no shared memory. Sizes, strides and the number of dimensions are read at run time, so that two
//! kernels serve every shape and layout.

use cubecl::{client::Client, ir::ElemType, prelude::*};
use cubek_matmul::definition::MatmulElems;

/// Units along a side of a cube.
const UNITS: u32 = 8;
/// Elements of a vector of outputs.
const WIDTH: usize = 4;
/// Rows and columns from which a unit computes 8 x 8 outputs instead of 4 x 4: half the loads for an
/// output, a quarter of the units.
const LARGE: usize = 64;

type Few = Const<WIDTH>;

/// The product of the matrices in the last two dimensions; the others are broadcast.
#[cube(launch_unchecked, address_type = "dynamic")]
fn small_tile<E: Numeric>(
    lhs: &Tensor<E>,
    rhs: &Tensor<E>,
    out: &mut Tensor<E>,
    #[comptime] side: usize,
    #[define(E)] _dtype: ElemType,
) {
    let row = out.rank() - 2;
    let col = out.rank() - 1;
    let (rows, cols, depth) = (out.shape(row), out.shape(col), lhs.shape(col));
    let m = ABSOLUTE_POS_Y as usize * side;
    let n = ABSOLUTE_POS_X as usize * side;
    if m >= rows || n >= cols {
        terminate!();
    }

    let mut lhs_at = 0;
    let mut rhs_at = 0;
    let mut out_at = m * out.stride(row) + n * out.stride(col);
    let mut batch = CUBE_POS_Z as usize;
    for d in 0..row {
        let dim = row - 1 - d;
        let index = batch % out.shape(dim);
        batch /= out.shape(dim);
        lhs_at += index % lhs.shape(dim) * lhs.stride(dim);
        rhs_at += index % rhs.shape(dim) * rhs.stride(dim);
        out_at += index * out.stride(dim);
    }

    // What lies beyond the last row or column is computed from that one, and not written.
    let vectors = comptime![side / WIDTH];
    let mut of_rows = Sequence::<usize>::new();
    let mut of_cols = Sequence::<usize>::new();
    let mut sums = Sequence::<RuntimeCell<Vector<E, Few>>>::new();
    #[unroll]
    for i in 0..side {
        of_rows.push(lhs_at + min(m + i, rows - 1) * lhs.stride(row));
        of_cols.push(rhs_at + min(n + i, cols - 1) * rhs.stride(col));
    }
    #[unroll]
    for _ in 0..side * vectors {
        sums.push(RuntimeCell::new(Vector::zeroed()));
    }

    let (lhs_step, rhs_step) = (lhs.stride(col), rhs.stride(row));
    let mut a = 0;
    let mut b = 0;
    for _ in 0..depth {
        let mut right = Sequence::<Vector<E, Few>>::new();
        #[unroll]
        for v in 0..vectors {
            let mut some = Vector::<E, Few>::empty();
            #[unroll]
            for j in 0..WIDTH {
                some.insert(j, rhs[b + of_cols[v * WIDTH + j]]);
            }
            right.push(some);
        }
        #[unroll]
        for i in 0..side {
            let left = Vector::new(lhs[a + of_rows[i]]);
            #[unroll]
            for v in 0..vectors {
                let sum = sums.index(i * vectors + v);
                sum.store(sum.read() + left * right[v]);
            }
        }
        a += lhs_step;
        b += rhs_step;
    }

    let (down, along) = (out.stride(row), out.stride(col));
    #[unroll]
    for i in 0..side {
        if m + i < rows {
            #[unroll]
            for j in 0..side {
                if n + j < cols {
                    let sum = sums.index(i * vectors + j / WIDTH).read();
                    out[out_at + i * down + j * along] = sum.extract(comptime![j % WIDTH]);
                }
            }
        }
    }
}

/// Outputs along a side of a unit's square, and cubes for a product of this shape.
fn plan(shape: &[usize]) -> (usize, [usize; 3]) {
    let (batches, of_one) = shape.split_at(shape.len() - 2);
    let side = if of_one.iter().all(|&size| size >= LARGE) { 8 } else { 4 };
    let cubes = |size: usize| size.div_ceil(UNITS as usize * side);
    (side, [cubes(of_one[1]), cubes(of_one[0]), batches.iter().product()])
}

/// Whether [`launch`] is for this product: plain tensors of 32 bits, and a device without matrix
/// instructions.
pub(crate) fn computes(
    client: &Client,
    lhs: &TensorBinding,
    rhs: &TensorBinding,
    out: &TensorBinding,
    dtypes: &MatmulElems,
) -> bool {
    let properties = client.properties();
    let (x, y, z) = properties.hardware.max_cube_count;
    let float = f32::elem_type_native();
    let rank = out.shape.len();
    properties.features.matmul.cmma.is_empty()
        && [dtypes.lhs_global, dtypes.rhs_global, dtypes.acc_global].iter().all(|&dtype| dtype == float)
        && [lhs, rhs, out].iter().all(|tensor| !tensor.tiling.is_tiled() && tensor.shape.len() == rank)
        && rank >= 2
        && plan(&out.shape).1.iter().zip([x, y, z]).all(|(&cubes, most)| (1..=most as usize).contains(&cubes))
}

/// Writes the product of `lhs` and `rhs` into `out`; all have as many dimensions.
pub(crate) fn launch(
    client: &Client,
    lhs: TensorBinding,
    rhs: TensorBinding,
    out: TensorBinding,
    dtype: ElemType,
) {
    let (side, [x, y, z]) = plan(&out.shape);
    let addresses = [&lhs, &rhs, &out].map(|tensor| tensor.required_address_type(dtype.size()));
    let [first, second, third] = addresses;
    // Safety: no unit reads or writes beyond the shapes, which its tensors hold.
    unsafe {
        small_tile::launch_unchecked(
            client,
            CubeCount::Static(x as u32, y as u32, z as u32),
            CubeDim::new_2d(UNITS, UNITS),
            first.max(second).max(third),
            lhs.into_tensor_arg(),
            rhs.into_tensor_arg(),
            out.into_tensor_arg(),
            side,
            dtype,
        );
    }
}
