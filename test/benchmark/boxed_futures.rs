// The same calls in Rust, through a trait whose methods return boxed futures, as those of the
// crate async-trait do. Standard library only. Prints a JSON object of results by way: what a
// call takes in nanoseconds, and its allocations.

use std::alloc::{GlobalAlloc, Layout, System};
use std::future::Future;
use std::hint::black_box;
use std::pin::{pin, Pin};
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};
use std::time::Instant;

struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Not fetch_add: there is one thread, and the others do not pay for a lock either.
        ALLOCATIONS.store(ALLOCATIONS.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        System.alloc(layout)
    }
    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        System.dealloc(place, layout)
    }
}

#[global_allocator]
static GLOBAL: Counting = Counting;

trait Numbers {
    fn next<'a>(&'a mut self) -> Pin<Box<dyn Future<Output = Option<u32>> + 'a>>;
}

/// Pending once if SUSPENDS, else not at all.
struct Turn<const SUSPENDS: bool> {
    passed: bool,
}

impl<const SUSPENDS: bool> Future for Turn<SUSPENDS> {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if SUSPENDS && !self.passed {
            self.passed = true;
            return Poll::Pending;
        }
        Poll::Ready(())
    }
}

struct Counter<const SUSPENDS: bool> {
    last: u32,
}

impl<const SUSPENDS: bool> Numbers for Counter<SUSPENDS> {
    fn next<'a>(&'a mut self) -> Pin<Box<dyn Future<Output = Option<u32>> + 'a>> {
        Box::pin(async move {
            Turn::<SUSPENDS> { passed: false }.await;
            self.last = self.last.wrapping_add(1);
            Some(self.last)
        })
    }
}

async fn sum(source: &mut dyn Numbers, calls: u32) -> u64 {
    let mut total = 0;
    for _ in 0..calls {
        total += u64::from(source.next().await.unwrap());
        total = black_box(total);
    }
    total
}

fn idle_waker() -> Waker {
    fn clone(_: *const ()) -> RawWaker {
        RawWaker::new(ptr::null(), &TABLE)
    }
    fn nothing(_: *const ()) {}
    static TABLE: RawWakerVTable = RawWakerVTable::new(clone, nothing, nothing, nothing);
    unsafe { Waker::from_raw(RawWaker::new(ptr::null(), &TABLE)) }
}

fn block_on<F: Future>(future: F) -> F::Output {
    let waker = idle_waker();
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
            return result;
        }
    }
}

/// The median of many short batches, since a longer time would count what other programs do.
fn measure(way: &str, source: &mut dyn Numbers, batches: usize) -> String {
    const CALLS: u32 = 1000;
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    black_box(block_on(sum(black_box(&mut *source), CALLS)));
    let allocations = ALLOCATIONS.load(Ordering::Relaxed) - before;

    let mut times: Vec<f64> = Vec::new();
    for _ in 0..batches {
        let start = Instant::now();
        black_box(block_on(sum(black_box(&mut *source), CALLS)));
        times.push(start.elapsed().as_nanos() as f64 / f64::from(CALLS));
    }
    times.sort_by(f64::total_cmp);
    let time = times[times.len() / 2];
    let allocations = allocations as f64 / f64::from(CALLS);
    format!("\"{way}\": {{\"time\": {time}, \"allocations\": {allocations}}}")
}

fn main() {
    let batches = std::env::args().nth(1).map_or(1000, |count| count.parse().unwrap());
    let ready = measure("ready/rust_boxed", &mut Counter::<false> { last: 0 }, batches);
    let suspends = measure("suspends/rust_boxed", &mut Counter::<true> { last: 0 }, batches);
    println!("{{{ready}, {suspends}}}");
}
