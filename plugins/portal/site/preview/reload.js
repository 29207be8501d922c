// A page of the preview asks whether it has changed, and loads itself again when it has.
const { asks } = document.currentScript.dataset;

const wait = async () => {
  for (;;) {
    try {
      const answer = await fetch(asks);
      if ((await answer.text()) === "changed") {
        location.reload();
        return;
      }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
};

wait();
